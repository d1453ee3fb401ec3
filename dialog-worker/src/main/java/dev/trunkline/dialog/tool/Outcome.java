// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.tool;

/**
 * What a tool returned.
 *
 * @param text what the model is told
 * @param failed true if {@code text} says why it could not be done
 * @param detail for the log: why it failed, without anything a service may have said of a caller
 */
public record Outcome(String text, boolean failed, String detail) {
  static Outcome done(String text) {
    return new Outcome(text.isBlank() ? "done" : text, false, "");
  }

  /** It failed, and nothing can be told of it but {@code why}. */
  public static Outcome failure(String why) {
    return new Outcome(why, true, why);
  }
}
