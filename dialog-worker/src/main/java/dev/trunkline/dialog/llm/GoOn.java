// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.llm;

import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.Role;
import java.util.ArrayList;
import java.util.List;

/** How a model is asked for the rest of an answer. */
final class GoOn {
  /** Chat completions have no way to say it but in words. */
  private static final String WORDS =
      "Your answer was interrupted behind these words, which the caller hears. Go on exactly there:"
          + " repeat nothing, and do not mention it. If nothing is missing, write a full stop.";

  private GoOn() {}

  /** The conversation with the unfinished answer, {@code said}, and what is wanted of it. */
  static List<Message> behind(String said, List<Message> conversation) {
    var unfinished = new ArrayList<>(conversation);
    unfinished.add(new Message(Role.ASSISTANT, said));
    unfinished.add(new Message(Role.SYSTEM, WORDS));
    return unfinished;
  }
}
