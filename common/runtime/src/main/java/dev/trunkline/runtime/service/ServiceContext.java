// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.service;

import dev.trunkline.runtime.kafka.KafkaClients;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.runtime.time.SteadyClock;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;

/**
 * What every service needs from its process.
 *
 * @param clock a wall clock that does not jump, for timestamps in events; durations are measured
 *     with {@link System#nanoTime}
 */
public record ServiceContext(
    Settings settings, KafkaClients kafka, MeterRegistry meters, InstantSource clock) {

  /** A context for the cluster named by {@code settings}. */
  public static ServiceContext of(Settings settings, MeterRegistry meters) {
    return new ServiceContext(
        settings, KafkaClients.from(settings), meters, SteadyClock.ofThisMachine());
  }
}
