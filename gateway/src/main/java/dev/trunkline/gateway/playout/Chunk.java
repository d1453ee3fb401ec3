package dev.trunkline.gateway.playout;

import dev.trunkline.common.audio.MuLaw;
import dev.trunkline.common.topic.OutboundAudio;

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

  long nanos() {
    return audio.ulaw().length * NANOS_PER_MS / MuLaw.PER_MS;
  }

  /** The mark that follows the chunk; a chunk sent again under a higher floor has another. */
  String mark(int floor) {
    return audio.turn() + ":" + audio.segment() + ":" + audio.chunk() + ":" + floor;
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
