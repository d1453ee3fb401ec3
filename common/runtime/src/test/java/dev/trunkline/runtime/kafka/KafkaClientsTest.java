// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that cannot be created is reported as the wrong setting behind it. */
class KafkaClientsTest {
  @Test
  void namesTheVariableOfAMissingTrustStore() {
    assertRejected(
        "KAFKA_SSL_TRUSTSTORE_LOCATION names a file that cannot be used (NoSuchFileException:"
            + " nowhere.p12); correct it, its password or its type",
        Map.of("KAFKA_SSL_TRUSTSTORE_LOCATION", "nowhere.p12"));
  }

  @Test
  void namesTheVariableOfATrustStoreWithAWrongPassword(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("trust.p12");
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, "right".toCharArray());
    }
    assertRejected(
        "KAFKA_SSL_TRUSTSTORE_LOCATION names a file that cannot be used",
        Map.of(
            "KAFKA_SSL_TRUSTSTORE_LOCATION", file.toString(),
            "KAFKA_SSL_TRUSTSTORE_TYPE", "PKCS12",
            "KAFKA_SSL_TRUSTSTORE_PASSWORD", "wrong"));
  }

  @Test
  void namesTheVariableOfAnInvalidValue() {
    assertRejected(
        "KAFKA_SECURITY_PROTOCOL is rejected by the Kafka client (Invalid value TLS",
        Map.of("KAFKA_SECURITY_PROTOCOL", "TLS"));
  }

  @Test
  void aBatchCannotOvertakeTheFirstOfItsPartition() {
    assertThat(KafkaClients.producerProperties("any", Duration.ZERO))
        .containsEntry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
  }

  private static void assertRejected(String start, Map<String, String> more) {
    var settings = new HashMap<>(Map.of("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092"));
    settings.put("KAFKA_SECURITY_PROTOCOL", "SSL");
    settings.putAll(more);
    KafkaClients clients = KafkaClients.from(Settings.of(settings));
    assertThatThrownBy(() -> clients.admin(Duration.ofSeconds(1)))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageStartingWith(start);
  }
}
