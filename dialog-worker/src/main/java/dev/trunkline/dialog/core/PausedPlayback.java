// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Playback is paused at the gateway because the caller has begun to speak.
 *
 * @param turn the paused turn
 * @param words the caller's words since, as far as they are recognised
 * @param deadlineMs wall clock at which it is decided without more words
 * @param sinceMs wall clock of the pause
 */
public record PausedPlayback(
    int turn,
    String words,
    long deadlineMs,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long sinceMs) {
  /** The caller is listened to while playback goes on. */
  static final long NOT_PAUSED = 0;

  PausedPlayback withWords(String text) {
    return new PausedPlayback(turn, text, deadlineMs, sinceMs);
  }

  PausedPlayback until(long deadline) {
    return new PausedPlayback(turn, words, deadline, sinceMs);
  }
}
