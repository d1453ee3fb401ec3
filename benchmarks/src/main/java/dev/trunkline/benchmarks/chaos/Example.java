// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import dev.trunkline.cli.picture.Timeline;
import dev.trunkline.cli.story.CallStory;
import dev.trunkline.cli.story.StoryTimeline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The call that a strike made quiet for the longest. */
final class Example {
  private record Candidate(Conversation conversation, double beyondUsualMs) {}

  /**
   * One call.
   *
   * @param picture of it, with the strikes
   */
  record Shown(String callSid, Timeline picture) {}

  private final Fault fault;
  private final List<Strike> strikes;
  private final Silences silences;
  private final Function<String, CallStory> stories;

  /**
   * @param stories by call
   */
  Example(
      Fault fault, List<Strike> strikes, Silences silences, Function<String, CallStory> stories) {
    this.silences = silences;
    this.fault = fault;
    this.strikes = strikes;
    this.stories = stories;
  }

  Optional<Shown> among(List<Conversation> conversations) {
    var candidates = new ArrayList<Candidate>();
    for (Conversation conversation : conversations) {
      for (Asked asked : conversation.asked()) {
        OptionalDouble silence = asked.silenceMs(conversation.assistant());
        if (silence.isPresent() && Silences.isMet(asked, conversation.assistant(), strikes)) {
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

  private Timeline draw(Conversation conversation) {
    var call = conversation.call();
    Timeline timeline =
        StoryTimeline.of(
            stories.apply(call.sid()),
            (long) conversation.endMs(),
            call.recording().callerPcm(),
            call.recording().assistantPcm());
    var marks = new ArrayList<>(timeline.marks());
    double zero = conversation.asked().getFirst().zeroMs();
    for (Strike strike : strikes) {
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
