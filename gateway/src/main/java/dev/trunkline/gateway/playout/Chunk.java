// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.events.topic.OutboundAudio;

/**
 * A chunk of speech in a play-out.
 *
 * @param writtenAtMs wall clock of the TTS worker when it wrote the chunk
 * @param cut true if the rest of its turn was dropped because it did not fit
 */
record Chunk(OutboundAudio audio, long writtenAtMs, boolean cut) {
  private static final long NANOS_PER_MS = 1_000_000;

  int turn() {
    return audio.turn();
  }

  int segment() {
    return audio.segment();
  }

  boolean endsTurn() {
    return cut || audio.end() == OutboundAudio.End.TURN;
  }

  /** True if segment {@code number} ends with it. */
  boolean endsSegment(int number) {
    return audio.end() != OutboundAudio.End.NOTHING && segment() == number;
  }

  /** True if the turn ends here although it has more than {@code spoken} segments. */
  boolean leavesOut(int spoken) {
    return audio.end() == OutboundAudio.End.TURN && segment() > spoken;
  }

  long nanos() {
    return nanosOf(audio.ulaw().length);
  }

  /**
   * The mark that follows the chunk; a chunk sent again under a higher floor or after a pause has
   * another, so that the mark of the first time, which a clear returns, does not count for it.
   */
  String mark(int floor, int pauses) {
    String mark = audio.turn() + ":" + audio.segment() + ":" + audio.chunk() + ":" + floor;
    return pauses == 0 ? mark : mark + ":" + pauses;
  }

  /** The first {@code bytes} of its sound and {@code characters} of its text. */
  Chunk head(int bytes, int characters) {
    return new Chunk(audio.upTo(bytes, characters), writtenAtMs, false);
  }

  /** What comes after {@link #head}. */
  Chunk rest(int bytes, int characters) {
    return new Chunk(audio.from(bytes, characters), writtenAtMs, cut);
  }

  /** The same with its beginning softened. */
  Chunk fadedIn() {
    var soft =
        new OutboundAudio(
            audio.callSid(),
            audio.turn(),
            audio.segment(),
            audio.chunk(),
            audio.end(),
            audio.text(),
            audio.textMs(),
            Fade.in(audio.ulaw()));
    return new Chunk(soft, writtenAtMs, cut);
  }

  /** How many bytes of its sound {@code nanos} are. */
  int bytesIn(long nanos) {
    return Math.clamp(nanos * MuLaw.PER_MS / NANOS_PER_MS, 0, audio.ulaw().length);
  }

  long nanosOf(int bytes) {
    return bytes * NANOS_PER_MS / MuLaw.PER_MS;
  }

  /** How many characters' sounds begin within the first {@code playedNanos}. */
  int charactersBegun(long playedNanos) {
    int[] textMs = audio.textMs();
    int length = audio.text().length();
    if (playedNanos <= 0) {
      return nanos() == 0 ? length : 0;
    }
    if (playedNanos >= nanos()) {
      return length;
    }
    int begun = 0;
    for (int i = 0; i < length; i++) {
      // Without alignment the characters are taken as evenly spread.
      long beginsAt = i < textMs.length ? textMs[i] * NANOS_PER_MS : nanos() * i / length;
      if (beginsAt < playedNanos) {
        begun = i + 1;
      }
    }
    return begun;
  }
}
