// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static dev.trunkline.systemtests.LocalStack.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.cli.conversation.ObservedCall;
import dev.trunkline.cli.conversation.ObservedCall.Heard;
import dev.trunkline.simulator.telephone.CallScript;
import dev.trunkline.systemtests.TestCalls.OngoingCall;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
  private static final Duration POLL = Duration.ofMillis(20);
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
    OngoingCall ongoing = startUntilTheCallerSpeaks();
    stack.providers().setFaults("scribe", DOWN);
    pause(1_500);
    stack.providers().setFaults("scribe", "{}");
    assertThat(answerMs(ongoing) - ongoing.observed().utterances().getFirst().endMs())
        .as("silence after the question")
        .isLessThan(2_500);
    hangUp(ongoing);
  }

  @Test
  void callerHearsWordsInALongOutageAndTheAnswerRightAfter() throws Exception {
    OngoingCall ongoing = startUntilTheCallerSpeaks();
    stack.providers().setFaults("scribe", DOWN);
    await()
        .atMost(Duration.ofSeconds(7))
        .pollInterval(POLL)
        .until(() -> texts(ongoing.observed()).contains(COVER));
    pause(2_000);
    stack.providers().setFaults("scribe", "{}");
    long upAgainMs = Math.round(ongoing.call().nowMs());
    assertThat(answerMs(ongoing)).isLessThan(upAgainMs + ANSWER_MS);
    Heard cover = turn(ongoing.observed(), COVER).orElseThrow();
    assertThat(cover.startMs() - ongoing.observed().utterances().getFirst().endMs())
        .as("silence before the cover")
        .isBetween(1_900L, 2_900L);
    assertThat(texts(ongoing.observed())).containsOnlyOnce(COVER);
    hangUp(ongoing);
  }

  private static void hangUp(OngoingCall ongoing) throws Exception {
    ongoing.call().hangUp();
    ongoing.end().get(40, TimeUnit.SECONDS);
  }

  private static long answerMs(OngoingCall ongoing) {
    await()
        .atMost(Duration.ofSeconds(15))
        .pollInterval(POLL)
        .until(() -> turn(ongoing.observed(), " open").isPresent());
    return turn(ongoing.observed(), " open").orElseThrow().startMs();
  }

  private static Optional<Heard> turn(ObservedCall observed, String text) {
    return observed.turns().stream().filter(turn -> turn.text().contains(text)).findFirst();
  }

  private OngoingCall startUntilTheCallerSpeaks() {
    OngoingCall ongoing =
        stack.start(
            CallScript.of(List.of(say("What time do you open tomorrow?")))
                .waits(700, 30_000)
                .staysOn());
    await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(POLL)
        .until(() -> !texts(ongoing.observed()).isEmpty());
    pause(1_200);
    return ongoing;
  }

  /** The length of an outage, or of a part of a sentence: nothing happens that could be awaited. */
  private static void pause(long ms) {
    new CompletableFuture<>().completeOnTimeout(null, ms, TimeUnit.MILLISECONDS).join();
  }

  private static List<String> texts(ObservedCall observed) {
    return observed.turns().stream().map(Heard::text).toList();
  }
}
