// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

/** One assistant: its settings, and the rules that apply them. */
public record AssistantProfile(ConversationSettings settings, Dialog dialog) {
  static AssistantProfile of(ConversationSettings settings) {
    return new AssistantProfile(settings, new Dialog(settings));
  }
}
