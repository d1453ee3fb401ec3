// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

import static dev.trunkline.stt.core.TestStream.withCommittedUtterance;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.FailureCategory;
import dev.trunkline.events.TranscriptEvent.TranscriptionFailed;
import dev.trunkline.stt.provider.ScribeEvent.Broken;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How often and for how long Scribe is tried, for an utterance and for a stream. */
class TranscriptionBudgetTest {
  @Test
  void utteranceIsGivenUpAfterItsBudget() {
    var stream = withCommittedUtterance();
    stream.scribe(new Broken(FailureCategory.UNAVAILABLE, "reset", 0));
    stream.advance(11_000);
    assertThat(stream.transcripts())
        .singleElement()
        .isInstanceOfSatisfying(
            TranscriptionFailed.class,
            failed -> {
              assertThat(failed.permanent()).isFalse();
              assertThat(failed.category()).isEqualTo(FailureCategory.TIMED_OUT);
            });
  }

  @Test
  void sessionThatDoesNotStartIsRetried() {
    var stream = new TestStream();
    stream.speak(20);
    stream.advance(5_000);
    stream.advance(300);
    assertThat(stream.requests()).containsExactly("open 1", "drop", "open 2");
  }

  @Test
  void streamIsGivenUpWhenItsRetriesAreSpent() {
    var stream = new TestStream();
    stream.speak(20);
    for (int i = 0; i < 6; i++) {
      stream.scribe(new Broken(FailureCategory.UNAVAILABLE, "refused", 0));
      stream.advance(4_100);
    }
    assertThat(stream.transcripts())
        .singleElement()
        .isInstanceOfSatisfying(
            TranscriptionFailed.class,
            failed -> {
              assertThat(failed.permanent()).isTrue();
              assertThat(failed.category()).isEqualTo(FailureCategory.UNAVAILABLE);
            });
    stream.requests();
    stream.speak(10_000);
    assertThat(stream.requests()).isEmpty();
  }

  @Test
  @DisplayName("After an outage of 1.5 s that begins in mid-sentence a session starts within 0.5 s")
  void wordsFollowSoonAfterAShortOutage() {
    var stream = interruptedInMidSentence();
    assertThat(refused(stream, 1_500)).as("attempts in 1.5 s").isBetween(4, 10);
    stream.speak(500);
    assertThat(stream.requests()).anyMatch(request -> request.startsWith("open"));
  }

  @Test
  void callIsKeptForTheWholeBudgetHoweverOftenItIsRefused() {
    var stream = interruptedInMidSentence();
    assertThat(refused(stream, 19_000)).as("attempts in 19 s").isBetween(38, 80);
    assertThat(stream.transcripts()).isEmpty();
    refused(stream, 1_500);
    assertThat(stream.transcripts())
        .singleElement()
        .isInstanceOfSatisfying(
            TranscriptionFailed.class, failed -> assertThat(failed.permanent()).isTrue());
  }

  @Test
  void throttledSessionsAreRetriedEverLessOften() {
    var stream = interruptedInMidSentence();
    int attempts = 0;
    for (int ms = 0; ms < 10_000; ms += 20) {
      stream.speak(20);
      if (opens(stream)) {
        attempts++;
        stream.scribe(new Broken(FailureCategory.THROTTLED, "HTTP 429", 0));
      }
    }
    assertThat(attempts).isBetween(4, 8);
  }

  private static TestStream interruptedInMidSentence() {
    var stream = TestStream.live(3_000);
    stream.speechStarted(2_800);
    stream.speak(500);
    stream.requests();
    stream.scribe(new Broken(FailureCategory.UNAVAILABLE, "reset", 0));
    return stream;
  }

  /** Refuses every session for {@code forMs}; returns how many. */
  private static int refused(TestStream stream, long forMs) {
    int attempts = 0;
    for (long ms = 0; ms < forMs; ms += 20) {
      stream.speak(20);
      if (opens(stream)) {
        attempts++;
        stream.scribe(new Broken(FailureCategory.UNAVAILABLE, "refused", 0));
      }
    }
    return attempts;
  }

  private static boolean opens(TestStream stream) {
    return stream.requests().stream().anyMatch(request -> request.startsWith("open"));
  }

  @Test
  void openBreakerSpendsTimeButNoAttempts() {
    var stream = new TestStream();
    stream.breakersOpen = true;
    stream.speak(20);
    stream.advance(12_000);
    assertThat(stream.transcripts()).as("after 12 s").isEmpty();
    assertThat(stream.requests().stream().filter(request -> request.startsWith("open")))
        .as("attempts, far more than the budget of the stream")
        .hasSizeGreaterThan(40);
    stream.advance(8_000);
    assertThat(stream.transcripts())
        .as("after 20 s")
        .singleElement()
        .isInstanceOfSatisfying(
            TranscriptionFailed.class, failed -> assertThat(failed.permanent()).isTrue());
  }

  @Test
  void occasionalDisconnectsDoNotSpendTheBudget() {
    var stream = TestStream.live(3_000);
    for (int i = 0; i < 20; i++) {
      stream.closed(1000, "");
      stream.advance(5_000);
      stream.startSession();
      stream.speak(25_000);
    }
    assertThat(stream.transcripts()).isEmpty();
  }

  @Test
  void retryAfterIsRespected() {
    var stream = new TestStream();
    stream.speak(20);
    stream.scribe(new Broken(FailureCategory.THROTTLED, "HTTP 429", 3_000));
    stream.requests();
    stream.advance(2_900);
    assertThat(stream.requests()).isEmpty();
    stream.advance(200);
    assertThat(stream.requests()).containsExactly("open 2");
  }
}
