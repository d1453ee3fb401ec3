// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core.answer;

/**
 * Filler speech: what the assistant says when the model takes long to answer.
 *
 * @param text empty for none
 * @param afterMs how long a turn waits for the model's first words before it
 */
public record Filler(String text, long afterMs) {
  boolean isEnabled() {
    return !text.isEmpty();
  }
}
