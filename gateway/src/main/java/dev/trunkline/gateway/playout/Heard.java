// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

import java.util.List;

/**
 * What the caller heard of a turn.
 *
 * @param segment the segment that was playing last
 * @param text the words heard of that segment
 * @param ms how much of the turn's audio
 * @param over true if no more of the turn comes
 * @param whole false if segments of it were left out, since the voice had no sound for them
 */
record Heard(int segment, String text, long ms, boolean over, boolean whole) {

  /** True if all of the turn was heard. */
  boolean toTheEnd() {
    return over && whole;
  }

  /** True if nobody stopped it, and yet it was not heard to its end. */
  boolean unspoken() {
    return over && !whole;
  }

  /**
   * Adds up what is confirmed of a turn, what the play-out clock says of the unconfirmed rest, and
   * the words' ends from what is still waiting.
   */
  static Heard of(Confirmed confirmed, List<SentAudio.Played> sent, List<Chunk> waiting) {
    int segment = confirmed.segment();
    var text = new StringBuilder(confirmed.text());
    int begun = text.length();
    long nanos = confirmed.nanos();
    int spoken = confirmed.spoken();
    boolean over = false;
    boolean whole = true;
    for (SentAudio.Played played : sent) {
      Chunk chunk = played.chunk();
      over = played.over() && chunk.endsTurn() && !chunk.cut();
      if (chunk.leavesOut(spoken)) {
        whole = false;
        continue;
      }
      spoken += chunk.endsSegment(spoken) ? 1 : 0;
      if (played.begun() && chunk.segment() != segment) {
        segment = chunk.segment();
        text.setLength(0);
        begun = 0;
      }
      if (chunk.segment() == segment) {
        begun += played.begun() ? chunk.charactersBegun(played.nanos()) : 0;
        text.append(chunk.audio().text());
      }
      nanos += played.nanos();
    }
    for (Chunk chunk : waiting) {
      if (chunk.segment() == segment) {
        text.append(chunk.audio().text());
      }
    }
    return new Heard(segment, HeardText.of(text.toString(), begun), nanos / 1_000_000, over, whole);
  }

  /**
   * What marks have confirmed of a turn.
   *
   * @param segment the last segment of which something was confirmed
   * @param text all text of that segment's confirmed chunks
   * @param spoken how many segments, from the first on, were heard to their ends
   */
  record Confirmed(int segment, String text, long nanos, int spoken) {
    static final Confirmed NOTHING = new Confirmed(0, "", 0, 0);

    Confirmed plus(Chunk chunk) {
      String before = chunk.segment() == segment ? text : "";
      return new Confirmed(
          chunk.segment(),
          before + chunk.audio().text(),
          nanos + chunk.nanos(),
          spoken + (chunk.endsSegment(spoken) ? 1 : 0));
    }

    /** Without {@code chunk}, which was confirmed last. */
    Confirmed minus(Chunk chunk) {
      String less = text.substring(0, text.length() - chunk.audio().text().length());
      int ended = chunk.endsSegment(spoken - 1) ? 1 : 0;
      return new Confirmed(segment, less, nanos - chunk.nanos(), spoken - ended);
    }
  }
}
