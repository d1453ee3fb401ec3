// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static dev.trunkline.systemtests.LocalStack.bargeIn;
import static dev.trunkline.systemtests.LocalStack.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.simulator.telephone.CallScript;
import dev.trunkline.systemtests.TestCalls.FinishedCall;
import dev.trunkline.systemtests.TraceCollector.Step;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A turn is one trace through all services, from the caller's speech end to the play-out. */
@Order(13)
class TraceIT {
  private static final String OPENING = "What time do you open tomorrow?";
  private static final String FRIDAY = "Can I change my appointment to Friday?";
  private static final String GOODBYE = "No thank you, that is all, goodbye.";

  @Test
  void turnIsOneTraceThroughAllServices() throws Exception {
    try (var collector = TraceCollector.start()) {
      FinishedCall call = callThrough(collector);
      String callSid = call.call().sid();
      int turns = call.observed().turns().getLast().turn();
      for (int turn = 1; turn <= turns; turn++) {
        List<Step> trace = collector.traceOf(collector.only(callSid, turn, "play"));
        assertThat(trace)
            .extracting(step -> step.service() + " " + step.name())
            .containsExactly(
                "vad-worker pause",
                "vad-worker silence-wait",
                "stt-worker transcribe",
                "dialog-worker decide",
                "dialog-worker think",
                "tts-worker speak",
                "gateway play");
        assertThat(trace).allMatch(step -> step.isOfCall(callSid));
        assertThat(trace.subList(3, 7)).extracting(Step::turn).containsOnly(turn);
        assertThat(trace.getFirst().span().getParentSpanId().isEmpty()).isTrue();
        for (int i = 1; i < trace.size(); i++) {
          assertThat(trace.get(i).span().getParentSpanId())
              .isEqualTo(trace.get(i - 1).span().getSpanId());
        }
      }
      assertThat(collector.steps()).as("the greeting").noneMatch(step -> step.turn() == 0);
      assertThat(interrupted(collector.only(callSid, 1, "play"))).isTrue();
      assertThat(interrupted(collector.only(callSid, turns, "play"))).isFalse();
      assertThat(collector.steps())
          .as("words and numbers of callers are not in traces")
          .allSatisfy(step ->
              assertThat(step.span().toString())
                  .doesNotContain("Friday", "goodbye", "open tomorrow", "+1"));
    }
  }

  /** Returns when all services have stopped, and so have sent their spans. */
  private static FinishedCall callThrough(TraceCollector collector) throws Exception {
    // A speculative answer is decided on before the words are certain.
    var settings =
        AssistantsFile.with(
            "defaults: {manners: {speculationTries: 0}}",
            Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url()));
    try (var stack = LocalStack.start(settings)) {
      return stack.place(CallScript.of(List.of(say(OPENING), bargeIn(FRIDAY, 900), say(GOODBYE))));
    }
  }

  private static boolean interrupted(Step step) {
    return step.attributes()
        .getOrDefault("trunkline.interrupted", AnyValue.getDefaultInstance())
        .getBoolValue();
  }
}
