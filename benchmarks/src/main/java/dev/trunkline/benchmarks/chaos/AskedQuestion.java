// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import dev.trunkline.simulator.telephone.record.SoundStretch;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A sentence of a caller's, and how long the caller then waited for more. Milliseconds on the axis
 * of its call.
 *
 * @param question its words
 * @param fromMs where the sentence is first heard
 * @param toMs where it is last heard
 * @param leftMs when the caller moved on to something else
 * @param zeroMs where the call's axis begins on the harness's clock
 */
record AskedQuestion(String question, double fromMs, double toMs, double leftMs, double zeroMs) {
  /** Sounds that belong to the answer, though the caller had not quite finished. */
  private static final double OVERLAP_MS = 100;

  /**
   * The longest silence the caller heard from the end of the sentence to the end of the answer:
   * before it began, or in the middle of it. Empty if there was no answer.
   */
  OptionalDouble silenceMs(List<SoundStretch> assistant) {
    double longest = 0;
    double heardUntil = toMs;
    boolean answered = false;
    for (SoundStretch sound : answer(assistant)) {
      longest = Math.max(longest, sound.fromMs() - heardUntil);
      heardUntil = sound.toMs();
      answered = true;
    }
    return answered ? OptionalDouble.of(longest) : OptionalDouble.empty();
  }

  /** True if {@code strike} may have had an effect on the answer. */
  boolean mayHaveFelt(FaultWindow strike, List<SoundStretch> assistant) {
    double end = answer(assistant).stream().mapToDouble(SoundStretch::toMs).max().orElse(leftMs);
    return strike.struckMs() - zeroMs <= end && fromMs <= strike.feltUntilMs() - zeroMs;
  }

  /** True if the sentence was spoken before the fault of {@code strike} was repaired. */
  boolean wasSaidDuring(FaultWindow strike) {
    return fromMs + zeroMs <= strike.mendedMs() && toMs + zeroMs >= strike.struckMs();
  }

  private List<SoundStretch> answer(List<SoundStretch> assistant) {
    return assistant.stream()
        .filter(sound -> sound.fromMs() >= toMs - OVERLAP_MS && sound.fromMs() < leftMs)
        .sorted(Comparator.comparingLong(SoundStretch::from))
        .toList();
  }
}
