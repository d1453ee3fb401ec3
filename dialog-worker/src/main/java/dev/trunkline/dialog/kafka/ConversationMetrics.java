// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import dev.trunkline.events.Event;

/** Counts what the conversations of a worker do. Thread-safe. */
public interface ConversationMetrics {
  /** Changes the number of conversations this worker holds. */
  void addConversations(int added);

  /** A conversation thread failed and was replaced. */
  void threadRestarted();

  /** A gateway command was dropped because its call has no return address. */
  void unaddressed();

  /** A record of {@code topic} was copied to the dead letters. */
  void deadLetter(String topic, Exception why);

  /** An event was published. */
  void published(Event event);
}
