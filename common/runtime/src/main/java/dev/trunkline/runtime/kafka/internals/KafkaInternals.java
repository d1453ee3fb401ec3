// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka.internals;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;

/** What Kafka's clients can do and do not offer as public API. Checked against Kafka 4.3.1. */
public final class KafkaInternals {
  private KafkaInternals() {}

  /** Empty headers of a record that is not a producer's or a consumer's (yet). */
  public static Headers newHeaders() {
    return new RecordHeaders();
  }

  /** The partition of {@code partitions} that the default partitioner chooses for {@code key}. */
  public static int partition(byte[] key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }
}
