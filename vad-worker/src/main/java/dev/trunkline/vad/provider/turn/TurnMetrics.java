// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.provider.turn;

import dev.trunkline.runtime.telemetry.EnumCounters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** Counts the outcomes of turns to judge. Thread-safe. */
final class TurnMetrics {
  enum Outcome {
    /** The probability that the caller has finished is at least 0.5. */
    COMPLETE,
    /** It is below 0.5. */
    INCOMPLETE,
    /** The queue was full. */
    BUSY,
    /** The model failed. */
    FAILED
  }

  private final EnumCounters<Outcome> outcomes;
  private final Timer inference;

  TurnMetrics(MeterRegistry registry) {
    outcomes =
        new EnumCounters<>(registry, "trunkline.vad.turns", Tags.empty(), "outcome", Outcome.class);
    inference = registry.timer("trunkline.vad.turn.inference");
  }

  void count(Outcome outcome) {
    outcomes.count(outcome);
  }

  void judged(double probability, long nanos) {
    count(probability >= 0.5 ? Outcome.COMPLETE : Outcome.INCOMPLETE);
    inference.record(nanos, TimeUnit.NANOSECONDS);
  }
}
