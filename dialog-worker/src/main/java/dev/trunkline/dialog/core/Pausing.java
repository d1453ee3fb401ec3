// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

/**
 * The assistant's voice is held back because the caller has begun to speak.
 *
 * @param turn the turn that is held back
 * @param words what the caller has been understood to say since
 * @param deadlineMs wall clock at which it is decided without words
 */
public record Pausing(int turn, String words, long deadlineMs) {
  Pausing saying(String text) {
    return new Pausing(turn, text, deadlineMs);
  }

  Pausing until(long deadline) {
    return new Pausing(turn, words, deadline);
  }
}
