// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.trunkline.systemtests.LocalStack.Live;
import dev.trunkline.systemtests.LocalStack.Placed;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Deploys under live calls, as an operator does them: first the new one, then the old one goes. */
class RollingRestartIT {
  private static final List<String> LINES =
      List.of(
          "What time do you open tomorrow?",
          "I would like to check the status of order number four two seven.",
          "Can I change my appointment to Friday?",
          "No thank you, that is all, goodbye.");

  @Test
  void everyServiceIsReplacedUnderTenCallsAndNobodyNotices() throws Exception {
    try (var stack = LocalStack.start();
        var door = new LoadBalancer(stack.deployment().port())) {
      List<Live> calls = callers(stack, door, 10);
      for (Live call : calls) {
        call.call().connected().get(30, TimeUnit.SECONDS);
      }
      try (ServicesInOneJvm next = stack.deployBeside("next")) {
        door.leadTo(next.port());
        CompletableFuture<Void> drained =
            CompletableFuture.runAsync(() -> stack.deployment().stop("gateway"));
        for (String worker : List.of("vad-worker", "stt-worker", "dialog-worker", "tts-worker")) {
          stack.deployment().stop(worker);
        }
        List<Live> later = callers(stack, door, 2);
        for (Live call : Stream.of(calls, later).flatMap(List::stream).toList()) {
          assertWhole(call.end().get(150, TimeUnit.SECONDS));
        }
        drained.get(30, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void aCallThatOutlastsItsGatewayGoesOnWithTheNextOne() throws Exception {
    try (var stack = LocalStack.start(Map.of("GATEWAY_DRAIN_MS", "0"));
        var door = new LoadBalancer(stack.deployment().port());
        ServicesInOneJvm next = stack.deployBeside("next")) {
      Live live =
          stack.dial(door.port(), CallScript.of(LINES.stream().map(LocalStack::say).toList()));
      awaitAnswer(live);
      door.leadTo(next.port());
      stack.deployment().stop("gateway");

      Placed placed = live.end().get(150, TimeUnit.SECONDS);

      assertThat(placed.outcome().utterances()).allMatch(CallOutcome.Utterance::answered);
      assertThat(placed.outcome().errors())
          .as("Twilio reports the stream that the first gateway closed, and nothing else")
          .extracting(DebuggerEntry::code)
          .containsExactly(DebuggerCode.STREAM_CLOSED);
      assertThat(placed.story().cause()).contains(Cause.CALLER_HUNG_UP);
      assertThat(placed.story().turns().getLast().text()).containsIgnoringCase("goodbye");
    }
  }

  /** Waits until the caller's first question has been answered. */
  private static void awaitAnswer(Live live) {
    long givenUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (live.story().turns().size() < 2) {
      assertThat(System.nanoTime()).as("an answer comes").isLessThan(givenUpAt);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static List<Live> callers(LocalStack stack, LoadBalancer door, int count) {
    var script = CallScript.of(LINES.stream().map(LocalStack::say).toList());
    return IntStream.range(0, count).mapToObj(i -> stack.dial(door.port(), script)).toList();
  }

  /** Every line was understood once and answered once, and nothing was cut short. */
  private static void assertWhole(Placed placed) {
    assertThat(placed.outcome().isGood()).as("%s", placed.outcome()).isTrue();
    assertThat(placed.story().utterances().stream().map(Utterance::text).map(Clips::normalised))
        .containsExactlyElementsOf(LINES.stream().map(Clips::normalised).toList());
    List<Heard> turns = placed.story().turns();
    assertThat(turns).hasSize(5).isSortedAccordingTo(Comparator.comparingInt(Heard::turn));
    assertThat(turns).noneMatch(Heard::interrupted);
    assertThat(placed.story().failures()).isEmpty();
    assertThat(placed.story().cause()).contains(Cause.CALLER_HUNG_UP);
  }
}
