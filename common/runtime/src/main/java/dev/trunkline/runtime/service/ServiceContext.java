// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.service;

import dev.trunkline.runtime.kafka.KafkaClients;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.runtime.time.SteadyClock;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;

/**
 * What every service is given.
 *
 * @param clock wall clock that does not jump, for what travels between services; durations are
 *     measured with {@link System#nanoTime}
 */
public record ServiceContext(
    Settings settings, KafkaClients kafka, MeterRegistry meters, InstantSource clock) {

  /** A context for the cluster that {@code settings} name. */
  public static ServiceContext of(Settings settings, MeterRegistry meters) {
    return new ServiceContext(
        settings, KafkaClients.from(settings), meters, SteadyClock.ofThisMachine());
  }
}
