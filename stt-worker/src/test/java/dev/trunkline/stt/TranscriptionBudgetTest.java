// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import static dev.trunkline.stt.TranscriptionTest.utteranceCommitted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.FailureCategory;
import dev.trunkline.events.TranscriptEvent.TranscriptionFailed;
import dev.trunkline.stt.provider.ScribeError.Remedy;
import dev.trunkline.stt.provider.ScribeEvent.Broken;
import org.junit.jupiter.api.Test;

/** How often and for how long Scribe is tried, for an utterance and for a call. */
class TranscriptionBudgetTest {
  @Test
  void anUtteranceIsNotWaitedForLongerThanItsBudget() {
    var call = utteranceCommitted();
    call.says(new Broken(FailureCategory.UNAVAILABLE, "reset", 0));
    call.pass(11_000);
    assertThat(call.take())
        .singleElement()
        .isInstanceOfSatisfying(
            TranscriptionFailed.class,
            failed -> {
              assertThat(failed.permanent()).isFalse();
              assertThat(failed.category()).isEqualTo(FailureCategory.TIMED_OUT);
            });
  }

  @Test
  void aSessionThatNeverStartsIsTriedAgain() {
    var call = new TestCall();
    call.speak(20);
    call.pass(5_000);
    call.pass(300);
    assertThat(call.line.take()).containsExactly("open 1", "drop", "open 2");
  }

  @Test
  void aCallIsGivenUpWhenItsBudgetIsSpent() {
    var call = new TestCall();
    call.speak(20);
    for (int i = 0; i < 6; i++) {
      call.says(new Broken(FailureCategory.UNAVAILABLE, "refused", 0));
      call.pass(4_100);
    }
    assertThat(call.take())
        .singleElement()
        .isInstanceOfSatisfying(
            TranscriptionFailed.class,
            failed -> {
              assertThat(failed.permanent()).isTrue();
              assertThat(failed.category()).isEqualTo(FailureCategory.UNAVAILABLE);
            });
    call.line.take();
    call.speak(10_000);
    assertThat(call.line.take()).isEmpty();
  }

  /** While a breaker is open nobody is asked. */
  @Test
  void whatWasNotTriedSpendsOnlyTime() {
    var call = new TestCall();
    call.speak(20);
    call.line.elsewhere = Remedy.ASK_LATER;
    for (int i = 0; i < 40; i++) {
      call.says(new Broken(FailureCategory.UNAVAILABLE, "not asked", 0));
      call.pass(300);
    }
    assertThat(call.take()).as("after 12 s").isEmpty();
    call.pass(8_000);
    call.says(new Broken(FailureCategory.UNAVAILABLE, "not asked", 0));
    assertThat(call.take())
        .as("after 20 s")
        .singleElement()
        .isInstanceOfSatisfying(
            TranscriptionFailed.class, failed -> assertThat(failed.permanent()).isTrue());
  }

  @Test
  void sessionsThatEndNowAndThenDoNotSpendTheBudget() {
    var call = TestCall.live(3_000);
    for (int i = 0; i < 20; i++) {
      call.closes(1000, "");
      call.pass(5_000);
      call.sessionStarts();
      call.speak(25_000);
    }
    assertThat(call.take()).isEmpty();
  }

  @Test
  void theProvidersOwnDelayIsRespected() {
    var call = new TestCall();
    call.speak(20);
    call.says(new Broken(FailureCategory.THROTTLED, "HTTP 429", 3_000));
    call.line.take();
    call.pass(2_900);
    assertThat(call.line.take()).isEmpty();
    call.pass(200);
    assertThat(call.line.take()).containsExactly("open 2");
  }
}
