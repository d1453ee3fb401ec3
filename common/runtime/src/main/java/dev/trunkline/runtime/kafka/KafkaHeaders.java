// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import dev.trunkline.events.topic.HeaderReader;
import dev.trunkline.events.topic.HeaderWriter;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A Kafka record's headers as the events read and write them. Nothing is copied. */
public record KafkaHeaders(Headers headers) implements HeaderReader, HeaderWriter {

  /** A view of {@code headers}: what is written to one is in the other. */
  public static KafkaHeaders of(Headers headers) {
    return new KafkaHeaders(headers);
  }

  @Override
  public byte @Nullable [] last(String name) {
    Header header = headers.lastHeader(name);
    return header == null ? null : header.value();
  }

  @Override
  public KafkaHeaders add(String name, byte[] value) {
    headers.add(name, value);
    return this;
  }

  @Override
  public KafkaHeaders replace(String name, byte[] value) {
    headers.remove(name).add(name, value);
    return this;
  }
}
