// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad;

import dev.trunkline.events.SpeechEvent;
import dev.trunkline.events.topic.ReturnAddress;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Where the worker's results go. Called on the worker's thread, with {@code TurnJudged} on that of
 * the judge; must not block.
 */
interface SpeechOutput {
  void publish(SpeechEvent event, ReturnAddress returnAddress);

  void unusable(ConsumerRecord<String, byte[]> message, Exception why);
}
