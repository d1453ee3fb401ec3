// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka.internals;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;

/** The classes of this package depend on Kafka classes that are not its public API. */
class KafkaInternalsTest {
  private static final String CHECKED_VERSION = "4.3.1";

  @Test
  void kafkaVersionIsTheOneCheckedAgainst() {
    assertThat(AppInfoParser.getVersion())
        .as(
            "Kafka is now %s, but dev.trunkline.dialog.kafka.internals was checked against %s:"
                + " check that ConsumerWrapper.wrapConsumer is still called with an"
                + " AsyncKafkaConsumer and StreamsRebalanceData, that"
                + " InternalConfig.INTERNAL_CONSUMER_WRAPPER still selects the consumer and that"
                + " StreamsTime implements all of Time; run BrokerRestartIT; then change"
                + " CHECKED_VERSION",
            AppInfoParser.getVersion(), CHECKED_VERSION)
        .isEqualTo(CHECKED_VERSION);
  }

  @Test
  void onlyThisPackageUsesKafkaInternals() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      List<Path> users =
          sources
              .filter(path -> path.toString().endsWith(".java"))
              .filter(KafkaInternalsTest::usesInternals)
              .toList();
      assertThat(users)
          .isNotEmpty()
          .allMatch(path -> path.toString().contains("/dialog/kafka/internals/"));
    }
  }

  private static boolean usesInternals(Path source) {
    try {
      String text = Files.readString(source);
      return text.contains("InternalConfig")
          || text.contains("org.apache.kafka.common.utils.")
          || text.matches("(?s).*import org\\.apache\\.kafka\\.[a-z.]*internals\\..*");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
