// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

import java.util.List;

/**
 * What the caller heard of a turn.
 *
 * @param segment the segment that was playing last
 * @param text the words of that segment that were heard
 * @param ms how much of the turn's audio
 * @param over true if no more of the turn follows
 * @param whole false if segments were left out because the voice had no audio for them
 */
record HeardSpeech(int segment, String text, long ms, boolean over, boolean whole) {

  /** True if all of the turn was heard. */
  boolean toTheEnd() {
    return over && whole;
  }

  /** True if nothing stopped it, but parts of it had no audio. */
  boolean unspoken() {
    return over && !whole;
  }

  /**
   * Sums up the confirmed audio of a turn and, by the play-out clock, the unconfirmed rest; the
   * queued chunks complete the text of a word.
   */
  static HeardSpeech of(
      Confirmed confirmed, List<SentAudio.Played> sent, List<PlayoutChunk> waiting) {
    int segment = confirmed.segment();
    var text = new StringBuilder(confirmed.text());
    int begun = text.length();
    long nanos = confirmed.nanos();
    int spoken = confirmed.spoken();
    boolean over = false;
    boolean whole = true;
    for (SentAudio.Played played : sent) {
      PlayoutChunk chunk = played.chunk();
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
    for (PlayoutChunk chunk : waiting) {
      if (chunk.segment() == segment) {
        text.append(chunk.audio().text());
      }
    }
    return new HeardSpeech(
        segment, HeardText.of(text.toString(), begun), nanos / 1_000_000, over, whole);
  }

  /**
   * The part of a turn whose marks came back.
   *
   * @param segment the last segment with confirmed audio
   * @param text the text of that segment's confirmed chunks
   * @param spoken how many segments, from the first on, were heard to the end
   */
  record Confirmed(int segment, String text, long nanos, int spoken) {
    static final Confirmed NOTHING = new Confirmed(0, "", 0, 0);

    Confirmed plus(PlayoutChunk chunk) {
      String before = chunk.segment() == segment ? text : "";
      return new Confirmed(
          chunk.segment(),
          before + chunk.audio().text(),
          nanos + chunk.nanos(),
          spoken + (chunk.endsSegment(spoken) ? 1 : 0));
    }

    /** Without {@code chunk}, the last one confirmed. */
    Confirmed minus(PlayoutChunk chunk) {
      String less = text.substring(0, text.length() - chunk.audio().text().length());
      int ended = chunk.endsSegment(spoken - 1) ? 1 : 0;
      return new Confirmed(segment, less, nanos - chunk.nanos(), spoken - ended);
    }
  }
}
