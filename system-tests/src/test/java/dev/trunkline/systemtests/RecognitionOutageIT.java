// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static dev.trunkline.systemtests.LocalStack.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.cli.conversation.ObservedCall;
import dev.trunkline.cli.conversation.ObservedCall.Heard;
import dev.trunkline.simulator.telephone.CallScript;
import dev.trunkline.systemtests.LocalStack.Live;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Callers who speak while speech recognition is down. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecognitionOutageIT {
  private static final String DOWN =
      "{\"sessionLimitMs\":1,\"rules\":[{\"type\":\"reset\",\"at\":\"connect\"},"
          + "{\"type\":\"reset\",\"at\":\"answer\"}]}";
  private static final String COVER = "One moment, please.";

  /** From the end of the outage: a session, the words, the answer and its way to the ear. */
  private static final long ANSWER_MS = 2_500;

  private LocalStack stack;

  @BeforeAll
  void start() {
    stack = LocalStack.start();
  }

  @AfterAll
  void stop() {
    stack.close();
  }

  @Test
  void answerFollowsAnOutageInMidSentence() throws Exception {
    Live live = dialUntilTheCallerSpeaks();
    stack.fault("scribe", DOWN);
    Thread.sleep(1_500);
    stack.fault("scribe", "{}");
    assertThat(answerMs(live) - live.story().utterances().getFirst().endMs())
        .as("silence after the question")
        .isLessThan(2_500);
    hangUp(live);
  }

  @Test
  void callerHearsWordsInALongOutageAndTheAnswerRightAfter() throws Exception {
    Live live = dialUntilTheCallerSpeaks();
    stack.fault("scribe", DOWN);
    await(live.story(), () -> texts(live.story()).contains(COVER), 7_000);
    Thread.sleep(2_000);
    stack.fault("scribe", "{}");
    long upAgainMs = Math.round(live.call().nowMs());
    assertThat(answerMs(live)).isLessThan(upAgainMs + ANSWER_MS);
    Heard cover = turn(live.story(), COVER).orElseThrow();
    assertThat(cover.startMs() - live.story().utterances().getFirst().endMs())
        .as("silence before the cover")
        .isBetween(1_900L, 2_900L);
    assertThat(texts(live.story())).containsOnlyOnce(COVER);
    hangUp(live);
  }

  private static void hangUp(Live live) throws Exception {
    live.call().hangUp();
    live.end().get(40, TimeUnit.SECONDS);
  }

  private static long answerMs(Live live) throws InterruptedException {
    await(live.story(), () -> turn(live.story(), " open").isPresent(), 15_000);
    return turn(live.story(), " open").orElseThrow().startMs();
  }

  private static Optional<Heard> turn(ObservedCall story, String text) {
    return story.turns().stream().filter(turn -> turn.text().contains(text)).findFirst();
  }

  private Live dialUntilTheCallerSpeaks() throws InterruptedException {
    Live live =
        stack.dial(
            CallScript.of(List.of(say("What time do you open tomorrow?")))
                .waits(700, 30_000)
                .staysOn());
    await(live.story(), () -> !texts(live.story()).isEmpty(), 10_000);
    Thread.sleep(1_200);
    return live;
  }

  private static List<String> texts(ObservedCall story) {
    return story.turns().stream().map(Heard::text).toList();
  }

  private static void await(ObservedCall story, BooleanSupplier condition, long withinMs)
      throws InterruptedException {
    long givenUpAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(withinMs);
    synchronized (story) {
      while (!condition.getAsBoolean()) {
        long leftMs = (givenUpAt - System.nanoTime()) / 1_000_000;
        assertThat(leftMs).as("in time: %s", story.turns()).isPositive();
        story.wait(leftMs);
      }
    }
  }
}
