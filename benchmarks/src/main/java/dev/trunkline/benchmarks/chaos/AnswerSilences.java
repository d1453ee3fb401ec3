// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import dev.trunkline.benchmarks.measure.Percentiles;
import dev.trunkline.simulator.telephone.record.SoundStretch;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * How long callers had to wait, by whether something had just broken. What is usual is usual of a
 * question: after one that ends in a number the assistant waits for more of it.
 */
final class AnswerSilences {
  /** So much more than usual is noticed. */
  private static final double NOTICED_MS = 250;

  private enum When {
    BEFORE,
    IN_PROGRESS,
    AFTER
  }

  private record Silence(String question, double ms, When when) {}

  private final List<Silence> silences = new ArrayList<>();
  private int sentences;
  private int unanswered;

  /** Takes all that was asked in a call in which the assistant was heard so. */
  void add(
      List<AskedQuestion> sentencesOfACall,
      List<SoundStretch> assistant,
      List<FaultWindow> strikes) {
    for (AskedQuestion asked : sentencesOfACall) {
      sentences++;
      OptionalDouble silence = asked.silenceMs(assistant);
      if (silence.isEmpty()) {
        unanswered++;
      } else {
        silences.add(
            new Silence(asked.question(), silence.getAsDouble(), when(asked, assistant, strikes)));
      }
    }
  }

  private static When when(
      AskedQuestion asked, List<SoundStretch> assistant, List<FaultWindow> strikes) {
    if (isMet(asked, assistant, strikes)) {
      return When.IN_PROGRESS;
    }
    return strikes.isEmpty() || asked.toMs() + asked.zeroMs() < strikes.getFirst().struckMs()
        ? When.BEFORE
        : When.AFTER;
  }

  /** True if something broke while that was asked or answered, or just before. */
  static boolean isMet(
      AskedQuestion asked, List<SoundStretch> assistant, List<FaultWindow> strikes) {
    return strikes.stream().anyMatch(strike -> asked.mayHaveFelt(strike, assistant));
  }

  int sentences() {
    return sentences;
  }

  int unanswered() {
    return unanswered;
  }

  Percentiles before() {
    return those(When.BEFORE);
  }

  Percentiles during() {
    return those(When.IN_PROGRESS);
  }

  Percentiles after() {
    return those(When.AFTER);
  }

  /** The noticeable part, beyond the usual, for answers in progress. */
  Percentiles recovery() {
    return Percentiles.of(
        silences.stream()
            .filter(silence -> silence.when() == When.IN_PROGRESS)
            .map(silence -> beyondUsualMs(silence.question(), silence.ms()))
            .filter(ms -> ms > NOTICED_MS)
            .toList());
  }

  /**
   * How much longer a silence was than that question's usually is: its median before anything broke
   * or, if it was not asked then, of those not affected; else that of all questions.
   */
  double beyondUsualMs(String question, double ms) {
    return ms
        - median(s -> s.when() == When.BEFORE && s.question().equals(question))
            .orElse(
                median(s -> s.when() == When.AFTER && s.question().equals(question))
                    .orElse(median(s -> s.when() == When.BEFORE).orElse(0)));
  }

  private Percentiles those(When when) {
    return figures(silence -> silence.when() == when);
  }

  private OptionalDouble median(Predicate<Silence> which) {
    Percentiles figures = figures(which);
    return figures.count() == 0 ? OptionalDouble.empty() : OptionalDouble.of(figures.p50());
  }

  private Percentiles figures(Predicate<Silence> which) {
    return Percentiles.of(silences.stream().filter(which).map(Silence::ms).toList());
  }
}
