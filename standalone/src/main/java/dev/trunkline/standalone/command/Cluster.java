package dev.trunkline.standalone.command;

import dev.trunkline.common.config.InvalidSetting;
import dev.trunkline.common.config.Settings;
import dev.trunkline.common.kafka.KafkaClients;

/** The cluster that commands look into. */
final class Cluster {
  private Cluster() {}

  /**
   * Clients of the cluster the environment names.
   *
   * @throws InvalidSetting if it names none
   */
  static KafkaClients named(Settings settings) {
    if (settings.text("KAFKA_BOOTSTRAP_SERVERS").isEmpty()) {
      throw new InvalidSetting(
          "KAFKA_BOOTSTRAP_SERVERS",
          "is not set, and there is no Kafka in this process",
          "set it; the broker of “./trunkline run”, which keeps ./data, is localhost:9092 while it"
              + " runs and cannot be reached when it does not");
    }
    return KafkaClients.from(settings);
  }
}
