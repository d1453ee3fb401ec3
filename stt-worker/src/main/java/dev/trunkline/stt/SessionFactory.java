package dev.trunkline.stt;

import dev.trunkline.common.kafka.UnfinishedWork;
import dev.trunkline.common.provider.Endpoints;
import dev.trunkline.common.telemetry.Tracing;
import dev.trunkline.stt.scribe.ScribeClient;
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
