// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import dev.trunkline.dialog.core.Conversation;
import dev.trunkline.events.topic.ReturnAddress;
import org.jspecify.annotations.Nullable;

/**
 * What the store keeps of a call: the conversation, and what goes with its answers when a timer or
 * another record makes one.
 *
 * @param assistant whose call it is, null for the default assistant
 * @param question null if the caller has said nothing, or nothing is traced
 * @param trail what was taken in and not told yet, null where a release that kept none has stored
 */
record RememberedCall(
    Conversation conversation,
    @Nullable ReturnAddress returnAddress,
    @Nullable Question question,
    @Nullable String assistant,
    @Nullable Trail trail) {}
