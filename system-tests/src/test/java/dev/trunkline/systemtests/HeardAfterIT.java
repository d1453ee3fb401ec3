// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.benchmarks.measure.RecordedAnswers;
import dev.trunkline.benchmarks.measure.RecordedAnswers.Answer;
import dev.trunkline.cli.conversation.ObservedCall.Heard;
import dev.trunkline.simulator.speech.Clips;
import dev.trunkline.simulator.telephone.CallScript;
import dev.trunkline.systemtests.TestCalls.OngoingCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** "heard … ms after the caller's last word" beside a measurement of the recording alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeardAfterIT {
  private static final List<String> VOICES = List.of("rms", "slt");
  private static final List<String> SENTENCES =
      List.of(
          "What time do you open tomorrow?",
          "Where are you located?",
          "Can I change my appointment to Friday?",
          "How much does the delivery cost?",
          "My order has not arrived yet.",
          "No thank you, that is all, goodbye.");

  private LocalStack stack;

  @BeforeAll
  void start() {
    stack = LocalStack.start(Map.of("SIM_ENGINES", "oracle_echo"));
  }

  @AfterAll
  void stop() {
    stack.close();
  }

  @Test
  @DisplayName("Our figure of every answer agrees with the sound of the recording within 60 ms")
  void figureIsWhatTheCallerHears() throws Exception {
    var calls = new ArrayList<OngoingCall>();
    for (String voice : VOICES) {
      calls.add(stack.start(CallScript.of(SENTENCES.stream().map(s -> say(s, voice)).toList())));
    }
    var compared = new ArrayList<String>();
    int apart = 0;
    for (OngoingCall ongoing : calls) {
      ongoing.end().get(120, TimeUnit.SECONDS);
      var recording = ongoing.call().recording();
      List<Answer> answers = RecordedAnswers.in(recording.callerPcm(), recording.assistantPcm());
      for (Heard turn : ongoing.observed().turns()) {
        if (turn.latency() != null && turn.latency().answerMs() >= 0) {
          Answer answer = nearest(answers, turn.startMs());
          double off = turn.latency().answerMs() - answer.delayMs();
          compared.add(
              "%.0f by its sound, %d by ours: %+.0f"
                  .formatted(answer.delayMs(), turn.latency().answerMs(), off));
          apart += Math.abs(off) > 60 ? 1 : 0;
        }
      }
    }
    assertThat(compared).hasSizeGreaterThanOrEqualTo(8);
    assertThat(apart).as("%s", compared).isZero();
  }

  private static Answer nearest(List<Answer> answers, long startMs) {
    return answers.stream()
        .min((a, b) ->
            Double.compare(Math.abs(a.answerMs() - startMs), Math.abs(b.answerMs() - startMs)))
        .orElseThrow();
  }

  private static CallScript.Part say(String text, String voice) {
    return CallScript.say(text, Clips.bundled().saying(text, voice).orElseThrow().muLaw());
  }
}
