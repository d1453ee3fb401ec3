package dev.trunkline.gateway.playout;

import java.util.List;

/**
 * What the caller heard of a turn.
 *
 * @param segment the segment that was playing last
 * @param text the words heard of that segment
 * @param ms how much of the turn's audio
 * @param toTheEnd true if there is no more of the turn
 */
record Heard(int segment, String text, long ms, boolean toTheEnd) {

  /**
   * Adds up what is confirmed of a turn, what the play-out clock says of the unconfirmed rest, and
   * the words' ends from what is still waiting.
   */
  static Heard of(Confirmed confirmed, List<SentAudio.Played> sent, List<Chunk> waiting) {
    int segment = confirmed.segment();
    var text = new StringBuilder(confirmed.text());
    int begun = text.length();
    long nanos = confirmed.nanos();
    boolean toTheEnd = false;
    for (SentAudio.Played played : sent) {
      Chunk chunk = played.chunk();
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
      toTheEnd = played.over() && chunk.endsTurn() && !chunk.cut();
    }
    for (Chunk chunk : waiting) {
      if (chunk.segment() == segment) {
        text.append(chunk.audio().text());
      }
    }
    return new Heard(segment, HeardText.of(text.toString(), begun), nanos / 1_000_000, toTheEnd);
  }

  /**
   * What marks have confirmed of a turn.
   *
   * @param segment the last segment of which something was confirmed
   * @param text all text of that segment's confirmed chunks
   */
  record Confirmed(int segment, String text, long nanos) {
    static final Confirmed NOTHING = new Confirmed(0, "", 0);

    Confirmed plus(Chunk chunk) {
      String before = chunk.segment() == segment ? text : "";
      return new Confirmed(chunk.segment(), before + chunk.audio().text(), nanos + chunk.nanos());
    }

    /** Without {@code chunk}, which was confirmed last. */
    Confirmed minus(Chunk chunk) {
      String less = text.substring(0, text.length() - chunk.audio().text().length());
      return new Confirmed(segment, less, nanos - chunk.nanos());
    }
  }
}
