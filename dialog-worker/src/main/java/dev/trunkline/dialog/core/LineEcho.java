// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.events.PlaybackEvent;

/**
 * What a stream has shown of a line that returns the assistant's voice, or sounds that are no
 * words.
 *
 * @param heardUntilMs media time until which the caller last heard the assistant, 0 before
 * @param ownWords true once the recogniser has transcribed the assistant's own words
 * @param pausesInARow pauses of the voice since the caller last interrupted with words, none of
 *     which brought any
 * @param pausedTurn the last turn with such a pause, −1 for none
 */
public record LineEcho(long heardUntilMs, boolean ownWords, int pausesInARow, int pausedTurn) {
  static final LineEcho NONE = new LineEcho(0, false, 0, -1);

  /** After so many pauses for nothing, a sound alone pauses the voice no more. */
  private static final int MAX_PAUSES = 4;

  LineEcho heard(PlaybackEvent event) {
    return new LineEcho(event.mediaMs(), ownWords, pausesInARow, pausedTurn);
  }

  LineEcho withOwnWords() {
    return new LineEcho(heardUntilMs, true, pausesInARow, pausedTurn);
  }

  LineEcho pausedForNothing(int turn) {
    return new LineEcho(heardUntilMs, ownWords, pausesInARow + 1, turn);
  }

  LineEcho interrupted() {
    return new LineEcho(heardUntilMs, ownWords, 0, -1);
  }

  /** True if the voice is not to be paused in {@code turn} before there are words. */
  boolean needsWords(int turn) {
    return turn == pausedTurn || pausesInARow >= MAX_PAUSES;
  }
}
