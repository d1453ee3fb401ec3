// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import dev.trunkline.events.TranscriptEvent;
import dev.trunkline.events.topic.AssistantName;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A record of {@code transcripts} with its decoded event. */
record TranscriptRecord(ConsumerRecord<String, byte[]> message, TranscriptEvent event) {

  /**
   * The event as a record for {@code transcripts.redacted}, with the original's timestamp. Of the
   * headers only the assistant's name is copied, since others hold prompts and texts.
   */
  ProducerRecord<String, byte[]> copy() {
    var copy =
        new ProducerRecord<String, byte[]>(
            Topics.TRANSCRIPTS_REDACTED.name(),
            null,
            message.timestamp() < 0 ? null : message.timestamp(),
            event.callSid(),
            Topics.TRANSCRIPTS_REDACTED.codec().encode(event));
    AssistantName.put(
        AssistantName.in(KafkaHeaders.of(message.headers())), KafkaHeaders.of(copy.headers()));
    return copy;
  }
}
