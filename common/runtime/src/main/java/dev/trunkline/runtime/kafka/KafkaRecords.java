// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import dev.trunkline.events.UnreadableRecord;
import dev.trunkline.events.topic.InboundAudio;
import dev.trunkline.events.topic.OutboundAudio;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the audio in Kafka records. The sound is not copied. */
public final class KafkaRecords {
  private KafkaRecords() {}

  /** The caller's frame in a record of {@code audio.inbound}. */
  public static InboundAudio inboundAudio(ConsumerRecord<String, byte[]> message)
      throws UnreadableRecord {
    return InboundAudio.read(message.key(), KafkaHeaders.of(message.headers()), message.value());
  }

  /** The assistant's speech in a record of a gateway's topic. */
  public static OutboundAudio outboundAudio(ConsumerRecord<String, byte[]> message)
      throws UnreadableRecord {
    return OutboundAudio.read(message.key(), KafkaHeaders.of(message.headers()), message.value());
  }
}
