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
import dev.trunkline.systemtests.LocalStack.Live;
import dev.trunkline.systemtests.LocalStack.Placed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers notice of a Kafka broker that is restarted: a pause. */
class BrokerRestartIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final List<String> WORDS =
      List.of(
          "What time do you open tomorrow?",
          "Can I change my appointment to Friday?",
          "No thank you, that is all, goodbye.");

  /**
   * @param awayMs so much of every call passes without a broker, and all of the callers speak in
   *     it; the longer one is more than a caller may be silent before being asked for
   */
  @ParameterizedTest
  @ValueSource(ints = {6_000, 25_000})
  void callsSurviveABrokerRestartWithEveryWordHeardOnceAndEveryAnswerGiven(
      int awayMs, @TempDir Path directory) throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(directory, 0);
    try (LocalStack stack = startOn(broker)) {
      CallScript script =
          CallScript.of(WORDS.stream().map(LocalStack::say).toList())
              .waits(700, (int) PATIENCE.toMillis());
      List<Live> calls = IntStream.range(0, 3).mapToObj(i -> stack.dial(script)).toList();
      await("greetings", () -> calls.stream().allMatch(call -> call.story().heard(0).isPresent()));

      broker.close();
      List<Double> since = calls.stream().map(call -> call.call().nowMs()).toList();
      await("readiness off", () -> stack.health().stream().noneMatch(Health::ready));
      assertThat(stack.health()).as("a restart would not help").allMatch(Health::live);
      assertThat(stack.health()).allMatch(health -> health.details().containsValue("away"));
      Live turnedAway = stack.dial(CallScript.of(List.of(say(WORDS.getFirst()))));
      turnedAway.call().awaitEnd(PATIENCE.toMillis());
      assertThat(turnedAway.call().connected())
          .as("a new call's stream")
          .isCompletedExceptionally();
      await(
          "an outage that callers speak into",
          () ->
              IntStream.range(0, calls.size())
                  .allMatch(i -> calls.get(i).call().nowMs() > since.get(i) + awayMs));
      broker = EmbeddedBroker.start(directory, broker.port());
      await("readiness on", () -> stack.health().stream().allMatch(Health::ready));

      for (Live call : calls) {
        wentWell(call.end().get(3, TimeUnit.MINUTES));
      }
      audioIsComplete(stack, calls);
      assertThat(stack.health())
          .allSatisfy(health ->
              assertThat(health.details()).as("%s", health).containsEntry("recordsLost", 0L));
      assertThat(stack.place(script).outcome().isGood()).as("a new call").isTrue();
    } finally {
      broker.close();
    }
  }

  /** These callers would take “one moment” for an answer, and go on. */
  private static LocalStack startOn(EmbeddedBroker broker) {
    return LocalStack.startOn(
        AssistantsFile.with(
            "outage: {afterMs: 0}", Map.of("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers())),
        Map.of());
  }

  private static void wentWell(Placed placed) {
    assertThat(placed.outcome().isGood()).as("%s", placed.outcome()).isTrue();
    assertThat(placed.story().utterances().stream().map(Utterance::text).map(Clips::normalised))
        .containsExactlyElementsOf(WORDS.stream().map(Clips::normalised).toList());
    List<Heard> turns = placed.story().turns();
    // Numbers may be missing: an answer that was asked for ahead and not wanted takes one too.
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

  private static void audioIsComplete(LocalStack stack, List<Live> calls) throws Exception {
    long frames = 0;
    for (Live call : calls) {
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
        .isEqualTo((long) stack.figure("trunkline_gateway_frames_in_total"));
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
