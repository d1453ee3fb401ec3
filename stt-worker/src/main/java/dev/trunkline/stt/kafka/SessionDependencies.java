// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.kafka;

import dev.trunkline.providers.Endpoints;
import dev.trunkline.runtime.assistant.Assistants;
import dev.trunkline.runtime.kafka.UnfinishedWork;
import dev.trunkline.runtime.telemetry.Tracing;
import dev.trunkline.stt.core.ClockReading;
import dev.trunkline.stt.core.TranscriptionAction;
import dev.trunkline.stt.core.TranscriptionLimits;
import dev.trunkline.stt.provider.ScribeClient;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What all stream sessions of a worker share.
 *
 * @param metrics counts executed actions; thread-safe
 * @param nanoTime as {@link System#nanoTime}
 */
public record SessionDependencies(
    TranscriptionLimits limits,
    Endpoints<ScribeClient> endpoints,
    Assistants assistants,
    TranscriptPublisher transcripts,
    UnfinishedWork unfinished,
    Consumer<TranscriptionAction> metrics,
    Tracing tracing,
    LongSupplier nanoTime,
    InstantSource clock,
    RandomGenerator random) {

  ClockReading now() {
    return new ClockReading(nanoTime.getAsLong(), clock.millis());
  }
}
