// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static dev.trunkline.systemtests.LocalStack.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.cli.broker.EmbeddedBroker;
import dev.trunkline.cli.conversation.ObservedCall.Heard;
import dev.trunkline.cli.conversation.ObservedCall.Utterance;
import dev.trunkline.events.topic.InboundAudio;
import dev.trunkline.runtime.service.Health;
import dev.trunkline.simulator.speech.Clips;
import dev.trunkline.simulator.telephone.CallScript;
import dev.trunkline.systemtests.TestCalls.FinishedCall;
import dev.trunkline.systemtests.TestCalls.OngoingCall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What callers notice of a Kafka broker that is restarted: a pause. */
@Order(4)
@ResourceLock(LocalStack.PROCESSOR)
class BrokerRestartIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private static final List<String> WORDS =
      List.of(
          "What time do you open tomorrow?",
          "Can I change my appointment to Friday?",
          "No thank you, that is all, goodbye.");

  @Test
  @DisplayName("a short outage costs a pause: every word is heard once and answered")
  void callsSurviveABrokerRestart(@TempDir Path directory) throws Exception {
    assertCallsSurvive(6_000, directory);
  }

  @Test
  @Tag("chaos")
  @DisplayName("so does an outage longer than a caller may be silent without being prompted")
  void callsSurviveALongBrokerOutage(@TempDir Path directory) throws Exception {
    assertCallsSurvive(25_000, directory);
  }

  /**
   * @param awayMs how long each call has no broker; all of the callers speak during it
   */
  private static void assertCallsSurvive(int awayMs, Path directory) throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(directory, 0);
    try (LocalStack stack = startOn(broker)) {
      CallScript script =
          CallScript.of(WORDS.stream().map(LocalStack::say).toList())
              .waits(700, (int) TIMEOUT.toMillis());
      List<OngoingCall> calls = IntStream.range(0, 3).mapToObj(i -> stack.start(script)).toList();
      await(
          "greetings", () -> calls.stream().allMatch(call -> call.observed().heard(0).isPresent()));

      broker.close();
      List<Double> since = calls.stream().map(call -> call.call().nowMs()).toList();
      await("readiness off", () -> stack.health().stream().noneMatch(Health::ready));
      assertThat(stack.health()).as("a restart would not help").allMatch(Health::live);
      assertThat(stack.health()).allMatch(health -> health.details().containsValue("away"));
      OngoingCall rejected = stack.start(CallScript.of(List.of(say(WORDS.getFirst()))));
      rejected.call().awaitEnd(TIMEOUT.toMillis());
      assertThat(rejected.call().connected()).as("a new call's stream").isCompletedExceptionally();
      await(
          "an outage that callers speak into",
          () ->
              IntStream.range(0, calls.size())
                  .allMatch(i -> calls.get(i).call().nowMs() > since.get(i) + awayMs));
      broker = EmbeddedBroker.start(directory, broker.port());
      await("readiness on", () -> stack.health().stream().allMatch(Health::ready));

      for (OngoingCall call : calls) {
        assertWentWell(call.end().get(3, TimeUnit.MINUTES));
      }
      assertAudioIsComplete(stack, calls);
      assertThat(stack.health())
          .allSatisfy(health ->
              assertThat(health.details()).as("%s", health).containsEntry("recordsLost", 0L));
      assertThat(stack.place(script).outcome().isGood()).as("a new call").isTrue();
    } finally {
      broker.close();
    }
  }

  /** Without the gateway's “one moment”, which these callers would take for an answer. */
  private static LocalStack startOn(EmbeddedBroker broker) {
    return LocalStack.startOn(
        AssistantsFile.with(
            "outage: {afterMs: 0}", Map.of("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers())),
        Map.of());
  }

  private static void assertWentWell(FinishedCall call) {
    assertThat(call.outcome().isGood()).as("%s", call.outcome()).isTrue();
    assertThat(call.observed().utterances().stream().map(Utterance::text).map(Clips::normalised))
        .containsExactlyElementsOf(WORDS.stream().map(Clips::normalised).toList());
    List<Heard> turns = call.observed().turns();
    // Numbers may be missing: a speculative answer that was discarded has one too.
    assertThat(turns)
        .as("%s", turns)
        .extracting(Heard::turn)
        .hasSize(4)
        .startsWith(0)
        .doesNotHaveDuplicates();
    assertThat(turns).isSortedAccordingTo(Comparator.comparingInt(Heard::turn));
    assertThat(turns).noneMatch(Heard::interrupted);
    assertThat(turns.get(1).text()).contains("open");
    assertThat(turns.get(3).text()).containsIgnoringCase("goodbye");
  }

  private static void assertAudioIsComplete(LocalStack stack, List<OngoingCall> calls)
      throws Exception {
    long frames = 0;
    for (OngoingCall call : calls) {
      List<InboundAudio> stream = stack.audio(call.call());
      assertThat(stream)
          .extracting(InboundAudio::sequence)
          .containsExactlyElementsOf(
              IntStream.range(0, stream.size()).mapToObj(Long::valueOf).toList());
      long mediaMs = 0;
      for (InboundAudio frame : stream) {
        assertThat(frame.mediaMs()).isEqualTo(mediaMs);
        mediaMs = frame.endMs();
      }
      assertThat(stream.getLast().isEndOfStream()).isTrue();
      frames += stream.size() - 1;
    }
    assertThat(frames)
        .as("frames")
        .isEqualTo((long) stack.metric("trunkline_gateway_frames_in_total"));
  }

  private static void await(String what, Callable<Boolean> condition) {
    Awaitility.await(what).atMost(TIMEOUT).pollInterval(Duration.ofMillis(20)).until(condition);
  }
}
