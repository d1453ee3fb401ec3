// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.events.Event;

/** What a conversation reacts to. */
public sealed interface ConversationInput {

  /** A record of the call was read. */
  record Received(Event event) implements ConversationInput {}

  /** {@link Conversation#deadlineMs} may have passed. */
  record DeadlineReached() implements ConversationInput {}

  /**
   * No record could arrive until now. Every wait starts again at this moment, as if what is awaited
   * had been requested now.
   */
  record OutageEnded() implements ConversationInput {}

  static ConversationInput of(Event event) {
    return new Received(event);
  }
}
