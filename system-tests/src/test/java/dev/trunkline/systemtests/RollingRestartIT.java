// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.benchmarks.chaos.LoadBalancer;
import dev.trunkline.cli.conversation.ObservedCall.Heard;
import dev.trunkline.cli.conversation.ObservedCall.Utterance;
import dev.trunkline.cli.stack.ServicesInOneJvm;
import dev.trunkline.events.CallEvent.Cause;
import dev.trunkline.simulator.speech.Clips;
import dev.trunkline.simulator.telephone.CallOutcome;
import dev.trunkline.simulator.telephone.CallScript;
import dev.trunkline.simulator.telephone.debugger.DebuggerCode;
import dev.trunkline.simulator.telephone.debugger.DebuggerEntry;
import dev.trunkline.systemtests.TestCalls.FinishedCall;
import dev.trunkline.systemtests.TestCalls.OngoingCall;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rolling deployments during calls: the new services start, then the old ones stop. */
@Tag("chaos")
@Order(2)
class RollingRestartIT {
  private static final List<String> LINES =
      List.of(
          "What time do you open tomorrow?",
          "I would like to check the status of order number four two seven.",
          "Can I change my appointment to Friday?",
          "No thank you, that is all, goodbye.");

  @Test
  void tenCallsSurviveTheReplacementOfEveryService() throws Exception {
    try (var stack = LocalStack.start();
        var balancer = new LoadBalancer(stack.services().port())) {
      List<OngoingCall> calls = callers(stack, balancer, 10);
      for (OngoingCall call : calls) {
        call.call().connected().get(30, TimeUnit.SECONDS);
      }
      try (ServicesInOneJvm next = stack.startServicesBeside("next")) {
        balancer.leadTo(next.port());
        CompletableFuture<Void> drained =
            CompletableFuture.runAsync(() -> stack.services().stop("gateway"));
        for (String worker : List.of("vad-worker", "stt-worker", "dialog-worker", "tts-worker")) {
          stack.services().stop(worker);
        }
        List<OngoingCall> later = callers(stack, balancer, 2);
        for (OngoingCall call : Stream.of(calls, later).flatMap(List::stream).toList()) {
          assertWhole(call.end().get(150, TimeUnit.SECONDS));
        }
        drained.get(30, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void callContinuesOnTheNextGatewayAfterDrain() throws Exception {
    try (var stack = LocalStack.start(Map.of("GATEWAY_DRAIN_MS", "0"));
        var balancer = new LoadBalancer(stack.services().port());
        ServicesInOneJvm next = stack.startServicesBeside("next")) {
      OngoingCall ongoing =
          stack.start(balancer.port(), CallScript.of(LINES.stream().map(LocalStack::say).toList()));
      awaitAnswer(ongoing);
      balancer.leadTo(next.port());
      stack.services().stop("gateway");

      FinishedCall call = ongoing.end().get(150, TimeUnit.SECONDS);

      assertThat(call.outcome().utterances()).allMatch(CallOutcome.Utterance::answered);
      assertThat(call.outcome().errors())
          .as("Twilio reports the stream that the first gateway closed, and nothing else")
          .extracting(DebuggerEntry::code)
          .containsExactly(DebuggerCode.STREAM_CLOSED);
      assertThat(call.observed().cause()).contains(Cause.CALLER_HUNG_UP);
      assertThat(call.observed().turns().getLast().text()).containsIgnoringCase("goodbye");
    }
  }

  /** Waits until the caller's first question has been answered. */
  private static void awaitAnswer(OngoingCall call) {
    await("an answer")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> call.observed().turns().size() >= 2);
  }

  private static List<OngoingCall> callers(LocalStack stack, LoadBalancer balancer, int count) {
    var script = CallScript.of(LINES.stream().map(LocalStack::say).toList());
    return IntStream.range(0, count).mapToObj(i -> stack.start(balancer.port(), script)).toList();
  }

  /** Every line was understood once and answered once, and nothing was cut short. */
  private static void assertWhole(FinishedCall call) {
    assertThat(call.outcome().isGood()).as("%s", call.outcome()).isTrue();
    assertThat(call.observed().utterances().stream().map(Utterance::text).map(Clips::normalised))
        .containsExactlyElementsOf(LINES.stream().map(Clips::normalised).toList());
    List<Heard> turns = call.observed().turns();
    assertThat(turns).hasSize(5).isSortedAccordingTo(Comparator.comparingInt(Heard::turn));
    assertThat(turns).noneMatch(Heard::interrupted);
    assertThat(call.observed().failures()).isEmpty();
    assertThat(call.observed().cause()).contains(Cause.CALLER_HUNG_UP);
  }
}
