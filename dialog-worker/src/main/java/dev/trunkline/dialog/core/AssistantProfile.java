// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

/** One assistant: its settings, the rules that apply them, and how its answers are obtained. */
public record AssistantProfile(ConversationSettings settings, Dialog dialog, AnswerRules answers) {
  static AssistantProfile of(ConversationSettings settings, AnswerRules answers) {
    return new AssistantProfile(settings, new Dialog(settings), answers);
  }
}
