// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

import static dev.trunkline.events.FailureCategory.QUOTA_SPENT;
import static dev.trunkline.events.FailureCategory.REFUSED;
import static dev.trunkline.events.FailureCategory.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.tts.core.SpeechAction.Connect;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A call with a fallback provider. */
class FallbackProviderTest extends SpeechRig {
  private static final SpeechLimits TWO =
      new SpeechLimits(
          LIMITS.maxContexts(),
          LIMITS.retryBudget(),
          LIMITS.backoff(),
          LIMITS.maxBackoff(),
          LIMITS.leadingSilenceMs(),
          LIMITS.firstAudioTimeout(),
          2);

  @BeforeEach
  void callWithTwo() {
    scheduler =
        new SpeechScheduler(
            "CA1", TWO, OutputFormat.ULAW_8000, cache.ofVoice("Rachel"), MAX_BACKOFF, now);
    segment(0, 0, "Hello.");
    end(0, 1);
    assertThat(actions).contains(new Connect(1, 0));
    actions.clear();
  }

  @Test
  @DisplayName("The fallback is tried immediately, the first provider again only after a backoff")
  void fallbackIsTriedImmediatelyFirstOneAfterBackoff() {
    lost(1, UNAVAILABLE);
    assertThat(actions).contains(new Connect(2, 1));
    actions.clear();
    lost(2, UNAVAILABLE);
    assertThat(actions).doesNotContain(new Connect(3, 0));
    tickAfter(400);
    assertThat(actions).contains(new Connect(3, 0));
    lost(3, UNAVAILABLE);
    assertThat(chunks()).as("the budget is spent").containsExactly("0/1/0 TURN");
  }

  @Test
  void turnEndsWhenBothProvidersRejectTheKey() {
    lost(1, REFUSED);
    assertThat(actions).contains(new Connect(2, 1));
    lost(2, REFUSED);
    assertThat(chunks()).containsExactly("0/1/0 TURN");
  }

  @Test
  void rejectingProviderIsNotRetriedForTheSameText() {
    lost(1, REFUSED);
    lost(2, UNAVAILABLE);
    tickAfter(400);
    assertThat(actions).contains(new Connect(3, 1));
  }

  @Test
  void silentFinalMovesTheTurnToTheFallback() {
    opened(1);
    endContext(1, "t0-1");
    assertThat(failures()).containsExactly(QUOTA_SPENT);
    assertThat(actions).contains(new SpeechAction.AbortSocket(1), new Connect(2, 1));
    opened(2);
    audio(2, "t0-2", "Hello. ");
    endContext(2, "t0-2");
    assertThat(chunks()).last().isEqualTo("0/1/0 TURN");
  }

  @Test
  void nextSocketPrefersTheFirstProviderAgain() {
    lost(1, UNAVAILABLE);
    opened(2);
    audio(2, "t0-1", "Hello. ");
    endContext(2, "t0-1");
    actions.clear();
    lost(2, UNAVAILABLE);
    segment(1, 0, "More.");
    assertThat(actions).contains(new Connect(3, 0));
  }

  @Test
  void turnEndsImmediatelyWhenNoProviderIsAvailable() {
    on(new SpeechInput.SocketLost(1, VoiceFailure.noProviderAvailable()));
    assertThat(chunks()).containsExactly("0/1/0 TURN");
  }

  @Test
  void audioOfTheFallbackIsNotCached() {
    lost(1, UNAVAILABLE);
    fixed(1, "Goodbye.");
    end(1, 1);
    opened(2);
    audio(2, "t0-1", "Hello. ");
    endContext(2, "t0-1");
    audio(2, "t1-1", "Goodbye. ");
    endContext(2, "t1-1");
    assertThat(chunks()).last().isEqualTo("1/1/0 TURN");
    assertThat(cache.ofVoice("Rachel").get("Goodbye.")).isNull();
  }
}
