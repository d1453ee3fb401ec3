// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.provider;

/**
 * The result of a tool request.
 *
 * @param text for the model
 * @param failed true if {@code text} says why the request failed
 * @param detail for the log: why it failed, without personal data the service may have returned
 */
public record ToolOutcome(String text, boolean failed, String detail) {
  static ToolOutcome done(String text) {
    return new ToolOutcome(text.isBlank() ? "done" : text, false, "");
  }

  public static ToolOutcome failure(String reason) {
    return new ToolOutcome(reason, true, reason);
  }
}
