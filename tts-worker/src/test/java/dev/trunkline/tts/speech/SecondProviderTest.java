// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.speech;

import static dev.trunkline.events.FailureCategory.QUOTA_SPENT;
import static dev.trunkline.events.FailureCategory.REFUSED;
import static dev.trunkline.events.FailureCategory.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.tts.elevenlabs.Failure;
import dev.trunkline.tts.elevenlabs.OutputFormat;
import dev.trunkline.tts.speech.SpeechAction.Connect;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call that has a second provider to turn to. */
class SecondProviderTest extends SpeechRig {
  private static final SpeechLimits TWO =
      new SpeechLimits(
          LIMITS.maxContexts(),
          LIMITS.retryBudget(),
          LIMITS.backoff(),
          LIMITS.maxBackoff(),
          LIMITS.leadInMs(),
          LIMITS.firstAudioTimeout(),
          2);

  @BeforeEach
  void callWithTwo() {
    speech =
        new CallSpeech("CA1", TWO, OutputFormat.ULAW_8000, cache.of("Rachel"), LONGEST_WAIT, now);
    segment(0, 0, "Hello.");
    end(0, 1);
    assertThat(done).contains(new Connect(1, 0));
    done.clear();
  }

  @Test
  void theSecondIsAskedAtOnceAndTheFirstAgainOnlyAfterAWhile() {
    lost(1, UNAVAILABLE);
    assertThat(done).contains(new Connect(2, 1));
    done.clear();
    lost(2, UNAVAILABLE);
    assertThat(done).doesNotContain(new Connect(3, 0));
    tickAfter(400);
    assertThat(done).contains(new Connect(3, 0));
    lost(3, UNAVAILABLE);
    assertThat(chunkNames()).as("the budget is spent").containsExactly("0/1/0 TURN");
  }

  @Test
  void aRefusedKeyLeavesTheOtherAndTwoRefusedKeysNobody() {
    lost(1, REFUSED);
    assertThat(done).contains(new Connect(2, 1));
    lost(2, REFUSED);
    assertThat(chunkNames()).containsExactly("0/1/0 TURN");
  }

  @Test
  void whoRefusedOnceIsNotAskedAgainForTheSameWords() {
    lost(1, REFUSED);
    lost(2, UNAVAILABLE);
    tickAfter(400);
    assertThat(done).contains(new Connect(3, 1));
  }

  @Test
  void aQuotaThatIsSpentInSilenceIsTheFirstProvidersTrouble() {
    opened(1);
    isFinal(1, "t0-1");
    assertThat(failures()).containsExactly(QUOTA_SPENT);
    assertThat(done).contains(new SpeechAction.Abandon(1), new Connect(2, 1));
    opened(2);
    hear(2, "t0-2", "Hello. ");
    isFinal(2, "t0-2");
    assertThat(chunkNames()).last().isEqualTo("0/1/0 TURN");
  }

  @Test
  void theNextSocketIsTheFirstProvidersAgain() {
    lost(1, UNAVAILABLE);
    opened(2);
    hear(2, "t0-1", "Hello. ");
    isFinal(2, "t0-1");
    done.clear();
    lost(2, UNAVAILABLE);
    segment(1, 0, "More.");
    assertThat(done).contains(new Connect(3, 0));
  }

  @Test
  void whenNobodyIsWorthAskingTheTurnEndsAtOnce() {
    collect(speech.lost(1, Failure.notAsked(), now));
    assertThat(chunkNames()).containsExactly("0/1/0 TURN");
  }

  @Test
  void theVoiceOfTheSecondIsNotKeptAsThatOfTheFirst() {
    lost(1, UNAVAILABLE);
    fixed(1, "Goodbye.");
    end(1, 1);
    opened(2);
    hear(2, "t0-1", "Hello. ");
    isFinal(2, "t0-1");
    hear(2, "t1-1", "Goodbye. ");
    isFinal(2, "t1-1");
    assertThat(chunkNames()).last().isEqualTo("1/1/0 TURN");
    assertThat(cache.of("Rachel").get("Goodbye.")).isNull();
  }
}
