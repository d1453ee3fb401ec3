// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import dev.trunkline.dialog.core.Conversation;
import dev.trunkline.dialog.core.ConversationSettings;
import dev.trunkline.events.Event;
import dev.trunkline.events.topic.ReturnAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What accompanies every record of one decision.
 *
 * @param trail the inputs that led to this decision and to those before it without events
 */
record DecisionContext(
    String callSid,
    @Nullable ReturnAddress address,
    @Nullable QuestionTrace question,
    @Nullable String assistant,
    PendingTrail trail,
    long nowMs) {

  /** What to store with the conversation once {@code events} are published. */
  StoredCall stored(Conversation conversation, List<Event> events, ConversationSettings settings) {
    return new StoredCall(
        conversation, address, question, assistant, trail.afterPublishing(events, settings));
  }
}
