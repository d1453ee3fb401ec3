// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.kafka;

import dev.trunkline.events.SpeechEvent;
import dev.trunkline.events.topic.ReturnAddress;

/**
 * Publishes speech events. Called on the consumer thread, with {@code TurnJudged} on the thread of
 * the turn model; must not block.
 */
public interface SpeechPublisher {
  void publish(SpeechEvent event, ReturnAddress returnAddress);
}
