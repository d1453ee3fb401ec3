// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.command;

import dev.trunkline.runtime.kafka.KafkaClients;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.runtime.settings.SharedSettings;

/** The cluster that commands look into. */
final class ClusterOption {
  private ClusterOption() {}

  /**
   * Clients of the cluster the environment names.
   *
   * @throws InvalidSetting if it names none
   */
  static KafkaClients named(Settings settings) {
    if (!settings.isSet(SharedSettings.KAFKA_BOOTSTRAP_SERVERS)) {
      throw new InvalidSetting(
          SharedSettings.KAFKA_BOOTSTRAP_SERVERS.name(),
          "is not set, and there is no Kafka in this process",
          "set it; the broker of “./trunkline run”, which keeps ./data, is localhost:9092 while it"
              + " runs and cannot be reached when it does not");
    }
    return KafkaClients.from(settings);
  }
}
