// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core.answer;

import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.Role;
import java.util.ArrayList;
import java.util.List;

/** Asks the model for the rest of an answer whose beginning another worker has written. */
final class ContinuationPrompt {
  /** Chat completions have no parameter for this; only an instruction works. */
  private static final String INSTRUCTION =
      "Your answer was interrupted behind these words, which the caller hears. Go on exactly there:"
          + " repeat nothing, and do not mention it. If nothing is missing, write a full stop.";

  private ContinuationPrompt() {}

  /** The conversation, then the unfinished answer and the instruction to continue it. */
  static List<Message> of(List<Message> conversation, String unfinished) {
    var messages = new ArrayList<>(conversation);
    messages.add(new Message(Role.ASSISTANT, unfinished));
    messages.add(new Message(Role.SYSTEM, INSTRUCTION));
    return messages;
  }
}
