// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.events.FailureCategory;
import dev.trunkline.events.GatewayCommand.HangUp;
import dev.trunkline.events.GatewayCommand.Interrupt;
import dev.trunkline.events.GatewayCommand.Pause;
import dev.trunkline.events.GatewayCommand.Resume;
import dev.trunkline.events.PlaybackEvent.PlaybackFinished;
import dev.trunkline.events.PlaybackEvent.PlaybackInterrupted;
import dev.trunkline.events.PlaybackEvent.PlaybackStarted;
import dev.trunkline.events.ReplyEvent.FloorRaised;
import dev.trunkline.events.ReplyEvent.ReplyEnded;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.TranscriptEvent.AssistantHeard;
import dev.trunkline.events.TranscriptEvent.PartialTranscript;
import dev.trunkline.events.TranscriptEvent.TranscriptionFailed;
import dev.trunkline.events.TurnEvent.CallFacts;
import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.Role;
import dev.trunkline.events.TurnEvent.ToolCall;
import dev.trunkline.events.TurnEvent.ToolReturned;
import dev.trunkline.events.TurnEvent.TurnCancelled;
import dev.trunkline.events.TurnEvent.TurnCompleted;
import dev.trunkline.events.TurnEvent.TurnLatency;
import dev.trunkline.events.TurnEvent.TurnRequested;
import dev.trunkline.runtime.settings.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which words are answered, and what enters the history. */
class DialogTest extends DialogRig {
  @Test
  void callBeginsWithTheGreetingAsTurnZero() {
    assertThat(on(new CallStarted(CALL, STREAM, "+1", "+2", now)))
        .containsExactly(
            new SegmentWritten(CALL, 0, 0, "Hello.", 0, now),
            new ReplyEnded(CALL, 0, 1, null, now),
            new Resume(CALL, 0, now));
  }

  @Test
  void repeatedCallStartedGreetsOnce() {
    on(new CallStarted(CALL, STREAM, "+1", "+2", now));
    assertThat(on(new CallStarted(CALL, STREAM, "+1", "+2", now))).isEmpty();
  }

  @Test
  void answerIsRequestedOnceSpeechIsTranscribed() {
    greeted();
    assertThat(on(started(2_000))).isEmpty();
    assertThat(on(ended(2_000, 3_000))).isEmpty();
    assertThat(on(words(2_000, 3_000, "When do you open?")))
        .containsExactly(
            new TurnRequested(
                CALL,
                1,
                List.of(
                    new Message(Role.SYSTEM, "Be kind."),
                    new Message(Role.ASSISTANT, "Hello."),
                    new Message(Role.USER, "When do you open?")),
                now,
                null,
                new CallFacts("+1", "+2", "1970-01-01T00:00:01Z", "UTC"),
                now),
            new Resume(CALL, 1, now));
  }

  @Test
  void transcriptMayArriveBeforeSpeechEnded() {
    greeted();
    on(started(2_000));
    assertThat(on(words(2_000, 3_000, "When do you open?"))).isEmpty();
    assertThat(on(ended(2_000, 3_000))).filteredOn(TurnRequested.class::isInstance).hasSize(1);
  }

  @Test
  void repeatedRecordsChangeNothing() {
    greeted();
    said(2_000, 3_000, "When do you open?");
    assertThat(on(started(2_032))).isEmpty();
    assertThat(on(ended(2_032, 2_990))).isEmpty();
    assertThat(on(words(2_000, 3_000, "When do you open?"))).isEmpty();
  }

  @Test
  @DisplayName("A second SpeechEnded with a slightly later end leaves nothing pending")
  void secondSpeechEndedLeavesNothingPending() {
    greeted();
    said(2_000, 3_000, "When do you open?");
    assertThat(on(ended(2_000, 3_064))).isEmpty();
    on(new SegmentWritten(CALL, 1, 0, "At nine.", 1, 1));
    on(new PlaybackStarted(CALL, STREAM, 1, 3_900, 5_100, 5_110));
    on(new PlaybackFinished(CALL, STREAM, 1, 6_000, now));
    on(started(7_000));
    on(ended(7_000, 8_000));
    assertThat(on(words(7_000, 8_000, "Thanks."))).anyMatch(TurnRequested.class::isInstance);
  }

  @Test
  void continuedQuestionGetsOneAnswer() {
    greeted();
    said(2_000, 3_000, "When do you open?");
    assertThat(on(started(3_300))).containsExactly(new Pause(CALL, 1, now));
    on(ended(3_300, 4_000));
    assertThat(on(words(3_300, 4_000, "on Sunday?")))
        .contains(new TurnCancelled(CALL, 1, 2, "barge-in", now), new Interrupt(CALL, 2, now));
    assertThat(
            requested(on(new PlaybackInterrupted(CALL, STREAM, 1, 0, "", 0, 3_300, null, now)))
                .messages())
        .last()
        .isEqualTo(new Message(Role.USER, "When do you open? on Sunday?"));
  }

  @Test
  void answerHeardInFullEntersTheHistory() {
    greeted();
    said(2_000, 3_000, "When do you open?");
    now = 5_000;
    on(new SegmentWritten(CALL, 1, 0, "At nine. ", 4_900, 4_950));
    on(new SegmentWritten(CALL, 1, 1, "See you.", 4_900, 4_990));
    on(new ReplyEnded(CALL, 1, 2, null, now));
    on(new PlaybackStarted(CALL, STREAM, 1, 3_900, 5_100, 5_110));
    var latency = new TurnLatency(300, 0, 0, 3_900, 50, 150, 10, 900);
    assertThat(on(new PlaybackFinished(CALL, STREAM, 1, 6_000, now)))
        .containsExactly(
            new AssistantHeard(CALL, 1, "At nine. See you.", false, now),
            new TurnCompleted(CALL, 1, "At nine. See you.", false, latency, now));
  }

  @Test
  @DisplayName("After an interruption the history holds only the words the caller heard")
  void interruptedAnswerKeepsOnlyHeardWords() {
    greeted();
    said(2_000, 3_000, "When do you open?");
    on(new SegmentWritten(CALL, 1, 0, "At nine. ", 1, 1));
    on(new SegmentWritten(CALL, 1, 1, "And we close at five.", 1, 1));
    on(new PlaybackStarted(CALL, STREAM, 1, 3_900, 5_100, 5_110));
    on(started(5_000));
    assertThat(on(new PartialTranscript(CALL, STREAM, 5_000, "Thank you", now)))
        .containsExactly(
            new TurnCancelled(CALL, 1, 2, "barge-in", now),
            new FloorRaised(CALL, 2, now),
            new Interrupt(CALL, 2, now));
    assertThat(on(new PlaybackInterrupted(CALL, STREAM, 1, 1, "And we", 900, 5_100, null, now)))
        .contains(new AssistantHeard(CALL, 1, "At nine. And we", true, now));
    on(ended(5_000, 6_000));
    assertThat(requested(on(words(5_000, 6_000, "Thanks."))).messages())
        .endsWith(
            new Message(Role.ASSISTANT, "At nine. And we"), new Message(Role.USER, "Thanks."));
  }

  @Test
  void nextAnswerWaitsForTheHeardText() {
    greeted();
    said(2_000, 3_000, "When do you open?");
    on(new SegmentWritten(CALL, 1, 0, "At nine.", 1, 1));
    on(started(5_000));
    on(ended(5_000, 6_000));
    assertThat(on(words(5_000, 6_000, "Thanks."))).noneMatch(TurnRequested.class::isInstance);
    assertThat(on(new PlaybackInterrupted(CALL, STREAM, 1, 0, "At nine.", 900, 5_100, null, now)))
        .anyMatch(TurnRequested.class::isInstance);
  }

  @Test
  void missingHeardTextDoesNotBlockTheAnswer() {
    greeted();
    said(2_000, 3_000, "When do you open?");
    on(started(5_000));
    on(ended(5_000, 6_000));
    on(words(5_000, 6_000, "Please."));
    now += settings.stopTimeoutMs();
    assertThat(requested(deadline()).messages())
        .last()
        .isEqualTo(new Message(Role.USER, "When do you open? Please."));
  }

  @Test
  @DisplayName("A noise long enough to interrupt the answer: its rest is spoken afterwards")
  void restIsSpokenAfterANoiseInterrupted() {
    greeted();
    said(2_000, 3_000, "When do you open?");
    on(new SegmentWritten(CALL, 1, 0, "At nine in the morning.", 1, 1));
    on(new PlaybackStarted(CALL, STREAM, 1, 3_900, 5_100, 5_110));
    on(started(5_000));
    now += settings.turnTaking().bargeInSpeechMs();
    assertThat(deadline()).contains(new Interrupt(CALL, 2, now));
    on(new PlaybackInterrupted(CALL, STREAM, 1, 0, "At nine", 900, 5_100, null, now));
    on(ended(5_000, 6_200));
    assertThat(on(words(5_000, 6_200, "")))
        .contains(new SegmentWritten(CALL, 2, 0, "in the morning.", 0, now));
  }

  @Test
  void modelFailureIsFollowedByAnApology() {
    greeted();
    said(2_000, 3_000, "When do you open?");
    assertThat(on(new ReplyEnded(CALL, 1, 0, FailureCategory.UNAVAILABLE, now)))
        .contains(new SegmentWritten(CALL, 2, 0, "Sorry.", 0, now));
  }

  @Test
  void apologyFollowsWhatAFailedModelHadWritten() {
    greeted();
    said(2_000, 3_000, "When do you open?");
    on(new SegmentWritten(CALL, 1, 0, "Well, ", 1, 1));
    assertThat(on(new ReplyEnded(CALL, 1, 1, FailureCategory.UNAVAILABLE, now))).isEmpty();
    assertThat(on(new PlaybackFinished(CALL, STREAM, 1, 6_000, now)))
        .contains(new SegmentWritten(CALL, 2, 0, "Sorry.", 0, now));
  }

  @Test
  void lateAnswerIsApologisedForOnce() {
    greeted();
    said(2_000, 3_000, "When do you open?");
    now += settings.replyTimeoutMs();
    assertThat(deadline()).contains(new SegmentWritten(CALL, 2, 0, "Sorry.", 0, now));
    now += settings.replyTimeoutMs();
    assertThat(deadline()).noneMatch(SegmentWritten.class::isInstance);
  }

  @Test
  void permanentTranscriptionFailureEndsTheCall() {
    greeted();
    var failed =
        new TranscriptionFailed(
            CALL, STREAM, 2_000, 3_000, FailureCategory.QUOTA_SPENT, true, "", now);
    assertThat(on(failed))
        .contains(
            new SegmentWritten(CALL, 1, 0, settings.cannotHear(), 0, now),
            new HangUp(CALL, 1, settings.cannotHear(), now));
  }

  @Test
  void lostUtteranceIsAskedForAgain() {
    greeted();
    on(started(2_000));
    on(ended(2_000, 3_000));
    var failed =
        new TranscriptionFailed(
            CALL, STREAM, 2_000, 3_000, FailureCategory.TIMED_OUT, false, "", now);
    assertThat(on(failed)).contains(new SegmentWritten(CALL, 1, 0, settings.sayAgain(), 0, now));
  }

  @Test
  void speechRecognitionDecidesWithoutVad() {
    dialog =
        new Dialog(
            ConversationSettings.from(
                Settings.of(Map.of("GREETING", "Hello.", "VAD_ENABLED", "false"))));
    on(new CallStarted(CALL, STREAM, "+1", "+2", now));
    assertThat(on(new PartialTranscript(CALL, STREAM, 0, "When", now)))
        .contains(new Pause(CALL, 0, now));
    assertThat(on(new PartialTranscript(CALL, STREAM, 0, "When do", now)))
        .contains(new Interrupt(CALL, 1, now));
    on(new PlaybackInterrupted(CALL, STREAM, 0, 0, "Hello.", 400, 500, null, now));
    assertThat(on(words(0, 3_000, "When do you open?"))).anyMatch(TurnRequested.class::isInstance);
  }

  @Test
  void toolResultEntersTheHistoryOnce() {
    greeted();
    said(2_000, 3_000, "Where is my order?");
    var call = new ToolCall("call_1_0", "look_up", "{}");
    var returned = new ToolReturned(CALL, 1, call, "sent", false, List.of(), now);
    on(returned);
    on(returned);
    on(new SegmentWritten(CALL, 1, 0, "It was sent.", 1, 1));
    on(new PlaybackStarted(CALL, STREAM, 1, 3_900, 5_100, 5_110));
    on(new PlaybackFinished(CALL, STREAM, 1, 6_000, now));
    on(started(7_000));
    on(ended(7_000, 8_000));
    assertThat(requested(on(words(7_000, 8_000, "When?"))).messages())
        .containsSubsequence(
            new Message(Role.USER, "Where is my order?"),
            new Message(Role.TOOL, "sent", call),
            new Message(Role.ASSISTANT, "It was sent."),
            new Message(Role.USER, "When?"))
        .hasSize(6);
  }
}
