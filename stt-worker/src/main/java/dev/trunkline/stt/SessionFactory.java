// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import dev.trunkline.providers.Endpoints;
import dev.trunkline.runtime.kafka.UnfinishedWork;
import dev.trunkline.runtime.telemetry.Tracing;
import dev.trunkline.stt.provider.ScribeClient;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** What all streams of a worker share. */
record SessionFactory(
    SttSettings settings,
    Endpoints<ScribeClient> endpoints,
    Languages languages,
    TranscriptSink sink,
    UnfinishedWork unfinished,
    SttMeters meters,
    Tracing tracing,
    LongSupplier nanoTime,
    InstantSource clock,
    RandomGenerator random) {

  StreamSession open(Stream stream, int partition) {
    return new StreamSession(this, stream, partition);
  }
}
