// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import dev.trunkline.dialog.core.Conversation;
import dev.trunkline.dialog.core.Manners;
import dev.trunkline.events.Event;
import dev.trunkline.events.topic.ReturnAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What goes with everything that is said to the world because of one event.
 *
 * @param trail what this decision and the silent ones before it follow from
 */
record Envelope(
    String callSid,
    @Nullable ReturnAddress address,
    @Nullable Question question,
    @Nullable String assistant,
    Trail trail,
    long nowMs) {

  /** What is kept of it with the conversation, once {@code told} has been. */
  RememberedCall remembered(Conversation conversation, List<Event> told, Manners by) {
    return new RememberedCall(conversation, address, question, assistant, trail.after(told, by));
  }
}
