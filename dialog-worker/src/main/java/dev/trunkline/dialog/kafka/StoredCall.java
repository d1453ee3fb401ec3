// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import dev.trunkline.dialog.core.Conversation;
import dev.trunkline.events.topic.ReturnAddress;
import org.jspecify.annotations.Nullable;

/**
 * What the state store keeps of a call: the conversation, and what belongs to its answers when a
 * timer or another record causes them.
 *
 * @param returnAddress where the gateway that holds the call reads commands, null if unknown
 * @param question null if the caller has said nothing, or the call is not traced
 * @param assistant the name of its assistant, null for the default one
 * @param trail inputs not published yet, null in state of a release without trails
 */
record StoredCall(
    Conversation conversation,
    @Nullable ReturnAddress returnAddress,
    @Nullable QuestionTrace question,
    @Nullable String assistant,
    @Nullable PendingTrail trail) {}
