// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.measure;

import dev.trunkline.simulator.telephone.record.Samples;
import dev.trunkline.simulator.telephone.record.SoundStretch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The answers in a recording of a call, measured from its sound alone. */
public final class RecordedAnswers {
  /** The caller's pauses that are shorter belong to a turn. */
  private static final double TURN_GAP_MS = 700;

  /**
   * One turn of the caller's and the answer to it.
   *
   * @param lastWordMs end of the caller's last sound
   * @param answerMs the assistant's first sound after it
   */
  public record Answer(double lastWordMs, double answerMs) {
    /** What the caller waited. */
    public double delayMs() {
      return answerMs - lastWordMs;
    }
  }

  private RecordedAnswers() {}

  /** The turns of the caller's that were answered before the next one began. */
  public static List<Answer> in(short[] callerPcm, short[] assistantPcm) {
    List<SoundStretch> turns = turns(ChannelSpeech.in(callerPcm));
    List<SoundStretch> heard = ChannelSpeech.in(assistantPcm);
    var answers = new ArrayList<Answer>();
    for (int i = 0; i < turns.size(); i++) {
      long end = turns.get(i).to();
      long next = i + 1 < turns.size() ? turns.get(i + 1).from() : Long.MAX_VALUE;
      Optional<SoundStretch> answer =
          heard.stream().filter(s -> s.from() >= end && s.from() < next).findFirst();
      answer.ifPresent(s -> answers.add(new Answer(Samples.toMs(end), Samples.toMs(s.from()))));
    }
    return List.copyOf(answers);
  }

  private static List<SoundStretch> turns(List<SoundStretch> stretches) {
    var turns = new ArrayList<SoundStretch>();
    for (SoundStretch stretch : stretches) {
      if (turns.isEmpty() || Samples.toMs(stretch.from() - turns.getLast().to()) >= TURN_GAP_MS) {
        turns.add(stretch);
      } else {
        turns.add(new SoundStretch(turns.removeLast().from(), stretch.to()));
      }
    }
    return turns;
  }
}
