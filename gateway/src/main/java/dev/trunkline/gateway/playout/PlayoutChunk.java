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
record PlayoutChunk(OutboundAudio audio, long writtenAtMs, boolean cut) {
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
   * The mark sent after the chunk. A chunk sent again under a higher floor or after a pause gets a
   * different mark, so that the first one, which a clear returns, does not confirm it.
   */
  String mark(int floor, int pauses) {
    String mark = audio.turn() + ":" + audio.segment() + ":" + audio.chunk() + ":" + floor;
    return pauses == 0 ? mark : mark + ":" + pauses;
  }

  /** The first {@code bytes} of its audio and {@code characters} of its text. */
  PlayoutChunk head(int bytes, int characters) {
    return new PlayoutChunk(audio.upTo(bytes, characters), writtenAtMs, false);
  }

  /** The part after {@link #head}. */
  PlayoutChunk rest(int bytes, int characters) {
    return new PlayoutChunk(audio.from(bytes, characters), writtenAtMs, cut);
  }

  /** The same chunk, faded in. */
  PlayoutChunk fadedIn() {
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
    return new PlayoutChunk(soft, writtenAtMs, cut);
  }

  /** How many bytes of its audio play in {@code nanos}. */
  int bytesIn(long nanos) {
    return Math.clamp(nanos * MuLaw.PER_MS / NANOS_PER_MS, 0, audio.ulaw().length);
  }

  long nanosOf(int bytes) {
    return bytes * NANOS_PER_MS / MuLaw.PER_MS;
  }

  /** How many characters begin to sound within the first {@code playedNanos}. */
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
      // Without alignment data the characters are assumed to be evenly spread.
      long beginsAt = i < textMs.length ? textMs[i] * NANOS_PER_MS : nanos() * i / length;
      if (beginsAt < playedNanos) {
        begun = i + 1;
      }
    }
    return begun;
  }
}
