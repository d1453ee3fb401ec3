package dev.trunkline.dialog.stream;

import dev.trunkline.common.topic.ReturnAddress;
import dev.trunkline.dialog.conversation.Conversation;
import org.jspecify.annotations.Nullable;

/**
 * What the store keeps of a call: the conversation, and where its answers go when a timer, not a
 * record, makes one.
 */
record RememberedCall(Conversation conversation, @Nullable ReturnAddress returnAddress) {}
