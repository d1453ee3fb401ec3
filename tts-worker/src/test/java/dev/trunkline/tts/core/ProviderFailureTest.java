// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.FailureCategory;
import dev.trunkline.tts.core.SpeechAction.Dropped.Reason;
import dev.trunkline.tts.core.VoiceRequest.CloseContext;
import dev.trunkline.tts.core.VoiceRequest.OpenContext;
import dev.trunkline.tts.core.VoiceRequest.SpeakText;
import org.junit.jupiter.api.Test;

/** How a call recovers from provider failures. */
class ProviderFailureTest extends SpeechRig {
  @Test
  void unreleasedContextsAbortTheSocket() {
    warmUp();
    for (int turn = 0; turn < 3; turn++) {
      segment(turn, 0, "Hello. ");
      floor(turn + 1);
    }
    segment(3, 0, "Fourth. ");
    tickAfter(4_000);
    assertThat(actions).contains(new SpeechAction.AbortSocket(1));
    tickAfter(300);
    opened(2);
    assertThat(sent()).endsWith(new OpenContext("t3-1"), new SpeakText("t3-1", "Fourth. "));
  }

  @Test
  void finalWithoutAudioMeansQuotaSpent() {
    warmUp();
    segment(0, 0, "Hello. ");
    segment(0, 1, "You. ");
    endContext(1, "t0-1");
    assertThat(failures()).containsExactly(FailureCategory.QUOTA_SPENT);
    assertThat(chunks()).containsExactly("0/2/0 TURN");
    assertThat(actions).endsWith(new SpeechAction.Release());
    end(0, 2);
    segment(0, 2, "More. ");
    assertThat(chunks()).hasSize(1);
    segment(1, 0, "Next. ");
    assertThat(sent()).endsWith(new SpeakText("t1-1", "Next. "));
  }

  @Test
  void quotaSpentMidTurnIsDetectedByARetry() {
    warmUp();
    segment(0, 0, "Hello. ");
    segment(0, 1, "A second sentence. ");
    audio(1, "t0-1", "Hello. ");
    endContext(1, "t0-1");
    tickAfter(300);
    opened(2);
    assertThat(sent())
        .endsWith(new OpenContext("t0-2"), new SpeakText("t0-2", "A second sentence. "));
    endContext(2, "t0-2");
    assertThat(failures()).containsExactly(FailureCategory.GARBLED, FailureCategory.QUOTA_SPENT);
    assertThat(chunks()).endsWith("0/2/0 TURN");
  }

  @Test
  void unfinishedSegmentIsSentAgainOnANewSocket() {
    warmUp();
    segment(0, 0, "Hello. ");
    segment(0, 1, "How are you? ");
    end(0, 2);
    audio(1, "t0-1", "Hello. ");
    audio(1, "t0-1", "How are");
    lost(1, FailureCategory.UNAVAILABLE);
    assertThat(actions).doesNotContain(new SpeechAction.Connect(2, 0));
    tickAfter(199);
    assertThat(actions).doesNotContain(new SpeechAction.Connect(2, 0));
    tickAfter(1);
    assertThat(actions).contains(new SpeechAction.Connect(2, 0), new SpeechAction.Retried());
    actions.clear();
    opened(2);
    assertThat(sent())
        .containsExactly(
            new OpenContext("t0-2"),
            new SpeakText("t0-2", "How are you? "),
            new CloseContext("t0-2"));
    audio(2, "t0-2", "How are you? ");
    endContext(2, "t0-2");
    assertThat(chunks()).containsExactly("0/1/0 NOTHING", "0/1/1 SEGMENT", "0/2/0 TURN");
  }

  @Test
  void retryBudgetCountsConsecutiveFailures() {
    segment(0, 0, "Hello. ");
    for (int socket = 1; socket <= 2; socket++) {
      lost(socket, FailureCategory.THROTTLED);
      tickAfter(300);
    }
    opened(3);
    audio(3, "t0-1", "Hello. ");
    segment(0, 1, "You. ");
    for (int socket = 3; socket <= 5; socket++) {
      assertThat(chunks()).noneMatch(name -> name.endsWith("TURN"));
      lost(socket, FailureCategory.THROTTLED);
      tickAfter(300);
    }
    assertThat(chunks()).endsWith("0/2/0 TURN");
    assertThat(dropped(Reason.GIVEN_UP)).isEqualTo(1);
    assertThat(actions).endsWith(new SpeechAction.Release());
  }

  @Test
  void permanentFailureEndsAllTurnsInProgress() {
    segment(0, 0, "Hello. ");
    end(0, 1);
    segment(1, 0, "Again. ");
    lost(1, FailureCategory.REFUSED);
    assertThat(chunks()).containsExactly("0/1/0 TURN", "1/1/0 TURN");
    assertThat(failures()).containsExactly(FailureCategory.REFUSED);
    assertThat(actions).doesNotContain(new SpeechAction.Retried());
  }

  @Test
  void idleSocketLossIsNoFailure() {
    warmUp();
    lost(1, FailureCategory.UNAVAILABLE);
    tickAfter(10_000);
    assertThat(failures()).isEmpty();
    segment(0, 0, "Hello. ");
    assertThat(actions)
        .contains(new SpeechAction.Connect(2, 0))
        .doesNotContain(new SpeechAction.Retried());
  }

  @Test
  void socketLossAfterAllAudioEndsTheTurn() {
    warmUp();
    segment(0, 0, "Hello. ");
    end(0, 1);
    audio(1, "t0-1", "Hello. ");
    lost(1, FailureCategory.UNAVAILABLE);
    assertThat(chunks()).endsWith("0/1/0 TURN");
    assertThat(failures()).isEmpty();
  }

  @Test
  void missingFinalMessageEndsTheTurnAfterTimeout() {
    warmUp();
    segment(0, 0, "Hello. ");
    end(0, 1);
    audio(1, "t0-1", "Hello. ");
    tickAfter(4_000);
    assertThat(chunks()).endsWith("0/1/0 TURN");
    assertThat(actions).contains(new SpeechAction.AbortSocket(1));
  }

  @Test
  void socketIsAbortedWhenDueAudioTimesOut() {
    warmUp();
    segment(0, 0, "Hello. ");
    tickAfter(3_999);
    assertThat(actions).doesNotContain(new SpeechAction.AbortSocket(1));
    tickAfter(1);
    assertThat(actions).contains(new SpeechAction.AbortSocket(1), new SpeechAction.Retried());
    assertThat(failures()).containsExactly(FailureCategory.TIMED_OUT);
  }

  @Test
  void noTimeoutWhileNoAudioIsDue() {
    warmUp();
    segment(0, 0, "Hello. ");
    audio(1, "t0-1", "Hello. ");
    tickAfter(100_000);
    assertThat(actions).doesNotContain(new SpeechAction.AbortSocket(1));
  }

  @Test
  void socketErrorAbortsTheSocket() {
    warmUp();
    segment(0, 0, "Hello. ");
    receive(1, error(null, FailureCategory.THROTTLED));
    assertThat(actions).contains(new SpeechAction.AbortSocket(1), new SpeechAction.Retried());
  }

  @Test
  void permanentContextErrorEndsOnlyItsTurn() {
    warmUp();
    segment(0, 0, "Hello. ");
    receive(1, error("t0-1", FailureCategory.INVALID_REQUEST));
    assertThat(chunks()).containsExactly("0/1/0 TURN");
    segment(1, 0, "Again. ");
    assertThat(actions).doesNotContain(new SpeechAction.AbortSocket(1));
    assertThat(sent()).endsWith(new SpeakText("t1-1", "Again. "));
  }

  @Test
  void contextEndedBetweenSegmentsIsReplaced() {
    warmUp();
    segment(0, 0, "Hello. ");
    audio(1, "t0-1", "Hello. ");
    endContext(1, "t0-1");
    segment(0, 1, "Again. ");
    assertThat(sent()).endsWith(new OpenContext("t0-2"), new SpeakText("t0-2", "Again. "));
    audio(1, "t0-2", "Again. ");
    assertThat(chunks()).endsWith("0/1/0 NOTHING", "0/1/1 SEGMENT");
    assertThat(failures()).isEmpty();
  }

  @Test
  void messagesOfAnOldSocketAreIgnored() {
    warmUp();
    segment(0, 0, "Hello. ");
    lost(1, FailureCategory.UNAVAILABLE);
    tickAfter(300);
    opened(2);
    audio(1, "t0-1", "Hello. ");
    lost(1, FailureCategory.REFUSED);
    assertThat(published()).isEmpty();
    assertThat(failures()).containsExactly(FailureCategory.UNAVAILABLE);
  }
}
