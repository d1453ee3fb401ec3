// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import dev.trunkline.simulator.telephone.record.SoundStretch;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Finds the answers in a call's audio. Positions are samples of the call. */
final class AnswerMeasurement {
  /** An utterance as it lies in the caller's track. */
  record Spoken(String text, SoundStretch audible) {}

  private AnswerMeasurement() {}

  static List<CallOutcome.Utterance> utterances(List<Spoken> spoken, List<SoundStretch> assistant) {
    List<CallOutcome.Utterance> measured = new ArrayList<>();
    for (int i = 0; i < spoken.size(); i++) {
      SoundStretch words = spoken.get(i).audible();
      long until = i + 1 < spoken.size() ? spoken.get(i + 1).audible().from() : Long.MAX_VALUE;
      measured.add(
          new CallOutcome.Utterance(
              spoken.get(i).text(),
              words.fromMs(),
              words.toMs(),
              firstBetween(words.to(), until, assistant),
              assistant.stream().anyMatch(s -> s.from() < words.to() && s.to() > words.to())));
    }
    return List.copyOf(measured);
  }

  /** Where the assistant was first heard before {@code until}. */
  static OptionalDouble firstBetween(long since, long until, List<SoundStretch> assistant) {
    return assistant.stream()
        .filter(stretch -> stretch.from() >= since && stretch.from() < until)
        .mapToDouble(SoundStretch::fromMs)
        .findFirst();
  }
}
