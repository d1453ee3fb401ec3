// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core.answer;

import dev.trunkline.events.TurnEvent.Message;
import java.util.List;

/**
 * One request to the model.
 *
 * @param toolsAllowed false if the model must answer in words now
 */
public record ChatPrompt(List<Message> messages, List<ToolDefinition> tools, boolean toolsAllowed) {
  public ChatPrompt {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
  }
}
