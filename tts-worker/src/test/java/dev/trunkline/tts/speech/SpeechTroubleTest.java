// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.FailureCategory;
import dev.trunkline.tts.elevenlabs.VoiceRequest.CloseContext;
import dev.trunkline.tts.elevenlabs.VoiceRequest.OpenContext;
import dev.trunkline.tts.elevenlabs.VoiceRequest.Say;
import dev.trunkline.tts.speech.SpeechAction.Dropped.Reason;
import org.junit.jupiter.api.Test;

/** What becomes of a call's speech when its provider fails. */
class SpeechTroubleTest extends SpeechRig {
  @Test
  void contextsThatAreNeverReleasedCostTheSocket() {
    warmUp();
    for (int turn = 0; turn < 3; turn++) {
      segment(turn, 0, "Hello. ");
      floor(turn + 1);
    }
    segment(3, 0, "Fourth. ");
    tickAfter(4_000);
    assertThat(done).contains(new SpeechAction.Abandon(1));
    tickAfter(300);
    opened(2);
    assertThat(sent()).endsWith(new OpenContext("t3-1"), new Say("t3-1", "Fourth. "));
  }

  @Test
  void aFinalWithoutAnySoundMeansThatTheQuotaIsSpent() {
    warmUp();
    segment(0, 0, "Hello. ");
    segment(0, 1, "You. ");
    isFinal(1, "t0-1");
    assertThat(failures()).containsExactly(FailureCategory.QUOTA_SPENT);
    assertThat(chunkNames()).containsExactly("0/2/0 TURN");
    assertThat(done).endsWith(new SpeechAction.Release());
    end(0, 2);
    segment(0, 2, "More. ");
    assertThat(chunkNames()).hasSize(1);
    segment(1, 0, "Next. ");
    assertThat(sent()).endsWith(new Say("t1-1", "Next. "));
  }

  @Test
  void aQuotaSpentInTheMiddleOfATurnIsFoundOutByTryingAgain() {
    warmUp();
    segment(0, 0, "Hello. ");
    segment(0, 1, "A second sentence. ");
    hear(1, "t0-1", "Hello. ");
    isFinal(1, "t0-1");
    tickAfter(300);
    opened(2);
    assertThat(sent()).endsWith(new OpenContext("t0-2"), new Say("t0-2", "A second sentence. "));
    isFinal(2, "t0-2");
    assertThat(failures()).containsExactly(FailureCategory.GARBLED, FailureCategory.QUOTA_SPENT);
    assertThat(chunkNames()).endsWith("0/2/0 TURN");
  }

  @Test
  void aBrokenSocketIsReplacedAndTheUnfinishedSegmentSaidFromItsBegin() {
    warmUp();
    segment(0, 0, "Hello. ");
    segment(0, 1, "How are you? ");
    end(0, 2);
    hear(1, "t0-1", "Hello. ");
    hear(1, "t0-1", "How are");
    lost(1, FailureCategory.UNAVAILABLE);
    assertThat(done).doesNotContain(new SpeechAction.Connect(2, 0));
    tickAfter(199);
    assertThat(done).doesNotContain(new SpeechAction.Connect(2, 0));
    tickAfter(1);
    assertThat(done).contains(new SpeechAction.Connect(2, 0), new SpeechAction.Retried());
    done.clear();
    opened(2);
    assertThat(sent())
        .containsExactly(
            new OpenContext("t0-2"), new Say("t0-2", "How are you? "), new CloseContext("t0-2"));
    hear(2, "t0-2", "How are you? ");
    isFinal(2, "t0-2");
    assertThat(chunkNames()).containsExactly("0/1/0 NOTHING", "0/1/1 SEGMENT", "0/2/0 TURN");
  }

  @Test
  void theBudgetIsForFailuresInARow() {
    segment(0, 0, "Hello. ");
    for (int socket = 1; socket <= 2; socket++) {
      lost(socket, FailureCategory.THROTTLED);
      tickAfter(300);
    }
    opened(3);
    hear(3, "t0-1", "Hello. ");
    segment(0, 1, "You. ");
    for (int socket = 3; socket <= 5; socket++) {
      assertThat(chunkNames()).noneMatch(name -> name.endsWith("TURN"));
      lost(socket, FailureCategory.THROTTLED);
      tickAfter(300);
    }
    assertThat(chunkNames()).endsWith("0/2/0 TURN");
    assertThat(dropped(Reason.GIVEN_UP)).isEqualTo(1);
    assertThat(done).endsWith(new SpeechAction.Release());
  }

  @Test
  void aPermanentFailureEndsEveryTurnInHandAtOnce() {
    segment(0, 0, "Hello. ");
    end(0, 1);
    segment(1, 0, "Again. ");
    lost(1, FailureCategory.REFUSED);
    assertThat(chunkNames()).containsExactly("0/1/0 TURN", "1/1/0 TURN");
    assertThat(failures()).containsExactly(FailureCategory.REFUSED);
    assertThat(done).doesNotContain(new SpeechAction.Retried());
  }

  @Test
  void aSocketLostWhenNothingIsToBeSaidIsNoError() {
    warmUp();
    lost(1, FailureCategory.UNAVAILABLE);
    tickAfter(10_000);
    assertThat(failures()).isEmpty();
    segment(0, 0, "Hello. ");
    assertThat(done)
        .contains(new SpeechAction.Connect(2, 0))
        .doesNotContain(new SpeechAction.Retried());
  }

  @Test
  void aSocketLostWhenAllWasSaidEndsTheTurn() {
    warmUp();
    segment(0, 0, "Hello. ");
    end(0, 1);
    hear(1, "t0-1", "Hello. ");
    lost(1, FailureCategory.UNAVAILABLE);
    assertThat(chunkNames()).endsWith("0/1/0 TURN");
    assertThat(failures()).isEmpty();
  }

  @Test
  void aFinalThatNeverComesEndsTheTurnToo() {
    warmUp();
    segment(0, 0, "Hello. ");
    end(0, 1);
    hear(1, "t0-1", "Hello. ");
    tickAfter(4_000);
    assertThat(chunkNames()).endsWith("0/1/0 TURN");
    assertThat(done).contains(new SpeechAction.Abandon(1));
  }

  @Test
  void aProviderThatOwesSoundAndStaysSilentIsAbandoned() {
    warmUp();
    segment(0, 0, "Hello. ");
    tickAfter(3_999);
    assertThat(done).doesNotContain(new SpeechAction.Abandon(1));
    tickAfter(1);
    assertThat(done).contains(new SpeechAction.Abandon(1), new SpeechAction.Retried());
    assertThat(failures()).containsExactly(FailureCategory.TIMED_OUT);
  }

  @Test
  void aProviderThatOwesNothingMayBeSilent() {
    warmUp();
    segment(0, 0, "Hello. ");
    hear(1, "t0-1", "Hello. ");
    tickAfter(100_000);
    assertThat(done).doesNotContain(new SpeechAction.Abandon(1));
  }

  @Test
  void anErrorOfTheWholeSocketCostsTheSocket() {
    warmUp();
    segment(0, 0, "Hello. ");
    sound(1, trouble(null, FailureCategory.THROTTLED));
    assertThat(done).contains(new SpeechAction.Abandon(1), new SpeechAction.Retried());
  }

  @Test
  void aPermanentErrorOfAContextCostsItsTurnOnly() {
    warmUp();
    segment(0, 0, "Hello. ");
    sound(1, trouble("t0-1", FailureCategory.INVALID_REQUEST));
    assertThat(chunkNames()).containsExactly("0/1/0 TURN");
    segment(1, 0, "Again. ");
    assertThat(done).doesNotContain(new SpeechAction.Abandon(1));
    assertThat(sent()).endsWith(new Say("t1-1", "Again. "));
  }

  @Test
  void aContextTheServerGaveUpBetweenTwoSegmentsIsReplaced() {
    warmUp();
    segment(0, 0, "Hello. ");
    hear(1, "t0-1", "Hello. ");
    isFinal(1, "t0-1");
    segment(0, 1, "Again. ");
    assertThat(sent()).endsWith(new OpenContext("t0-2"), new Say("t0-2", "Again. "));
    hear(1, "t0-2", "Again. ");
    assertThat(chunkNames()).endsWith("0/1/0 NOTHING", "0/1/1 SEGMENT");
    assertThat(failures()).isEmpty();
  }

  @Test
  void whatAnOldSocketBringsIsIgnored() {
    warmUp();
    segment(0, 0, "Hello. ");
    lost(1, FailureCategory.UNAVAILABLE);
    tickAfter(300);
    opened(2);
    hear(1, "t0-1", "Hello. ");
    lost(1, FailureCategory.REFUSED);
    assertThat(audio()).isEmpty();
    assertThat(failures()).containsExactly(FailureCategory.UNAVAILABLE);
  }
}
