// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.turn;

import dev.trunkline.runtime.telemetry.EnumCounters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** What became of turns to be judged. Thread-safe. */
final class TurnMeters {
  enum Outcome {
    /** The model took the caller to have finished, with a probability of at least a half. */
    COMPLETE,
    /** It did not. */
    INCOMPLETE,
    /** Too many waited already. */
    BUSY,
    /** The model failed. */
    FAILED
  }

  private final EnumCounters<Outcome> outcomes;
  private final Timer inference;

  TurnMeters(MeterRegistry meters) {
    outcomes =
        new EnumCounters<>(meters, "trunkline.vad.turns", Tags.empty(), "outcome", Outcome.class);
    inference = meters.timer("trunkline.vad.turn.inference");
  }

  void count(Outcome outcome) {
    outcomes.count(outcome);
  }

  void judged(double probability, long nanos) {
    count(probability >= 0.5 ? Outcome.COMPLETE : Outcome.INCOMPLETE);
    inference.record(nanos, TimeUnit.NANOSECONDS);
  }
}
