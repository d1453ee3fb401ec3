// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka.internals;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KafkaInternalsTest {

  @Test
  @DisplayName(
      "a new Kafka version: check the classes in this package, then change the version here")
  void wasCheckedAgainstThisVersionOfKafka() {
    assertThat(AppInfoParser.getVersion()).isEqualTo("4.3.1");
  }

  @Test
  void choosesThePartitionThatTheProducerChooses() {
    for (int i = 0; i < 1_000; i++) {
      byte[] key = ("CA" + Integer.toHexString(i * 7_919)).getBytes(UTF_8);
      assertThat(KafkaInternals.partition(key, 12))
          .isEqualTo(BuiltInPartitioner.partitionForKey(key, 12));
    }
  }

  @Test
  void makesHeadersThatCanBeWrittenAndRead() {
    Headers headers = KafkaInternals.newHeaders().add("a", new byte[] {1}).add("a", null);
    assertThat(headers.lastHeader("a").value()).isNull();
    assertThat(headers.remove("a")).isEmpty();
  }
}
