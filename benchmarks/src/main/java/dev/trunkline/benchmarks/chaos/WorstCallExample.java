// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import dev.trunkline.cli.conversation.CallTimeline;
import dev.trunkline.cli.conversation.ObservedCall;
import dev.trunkline.cli.picture.Timeline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The call that a strike made quiet for the longest. */
final class WorstCallExample {
  private record Candidate(SimulatedCall conversation, double beyondUsualMs) {}

  /**
   * One call.
   *
   * @param picture of it, with the strikes
   */
  record Shown(String callSid, Timeline picture) {}

  private final Fault fault;
  private final List<FaultWindow> strikes;
  private final AnswerSilences silences;
  private final Function<String, ObservedCall> stories;

  /**
   * @param stories by call
   */
  WorstCallExample(
      Fault fault,
      List<FaultWindow> strikes,
      AnswerSilences silences,
      Function<String, ObservedCall> stories) {
    this.silences = silences;
    this.fault = fault;
    this.strikes = strikes;
    this.stories = stories;
  }

  Optional<Shown> among(List<SimulatedCall> conversations) {
    var candidates = new ArrayList<Candidate>();
    for (SimulatedCall conversation : conversations) {
      for (AskedQuestion asked : conversation.asked()) {
        OptionalDouble silence = asked.silenceMs(conversation.assistant());
        if (silence.isPresent() && AnswerSilences.isMet(asked, conversation.assistant(), strikes)) {
          candidates.add(
              new Candidate(
                  conversation, silences.beyondUsualMs(asked.question(), silence.getAsDouble())));
        }
      }
    }
    return candidates.stream()
        .max(Comparator.comparingDouble(Candidate::beyondUsualMs))
        .map(Candidate::conversation)
        .map(conversation -> new Shown(conversation.call().sid(), draw(conversation)));
  }

  private Timeline draw(SimulatedCall conversation) {
    var call = conversation.call();
    Timeline timeline =
        CallTimeline.of(
            stories.apply(call.sid()),
            (long) conversation.endMs(),
            call.recording().callerPcm(),
            call.recording().assistantPcm());
    var marks = new ArrayList<>(timeline.marks());
    double zero = conversation.asked().getFirst().zeroMs();
    for (FaultWindow strike : strikes) {
      double at = strike.struckMs() - zero;
      if (at >= 0 && at < conversation.endMs()) {
        marks.add(new Timeline.Mark((long) at, fault.id()));
      }
    }
    return new Timeline(
        fault.title() + " · " + timeline.title(),
        timeline.caller(),
        timeline.assistant(),
        timeline.utterances(),
        timeline.turns(),
        marks);
  }
}
