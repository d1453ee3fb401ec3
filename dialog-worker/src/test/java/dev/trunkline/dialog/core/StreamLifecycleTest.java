// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.CallEvent.CallEnded;
import dev.trunkline.events.CallEvent.CallResumed;
import dev.trunkline.events.CallEvent.Cause;
import dev.trunkline.events.CallEvent.EndReported;
import dev.trunkline.events.CallEvent.StreamLost;
import dev.trunkline.events.GatewayCommand.HangUp;
import dev.trunkline.events.PlaybackEvent.PlaybackInterrupted;
import dev.trunkline.events.PlaybackEvent.PlaybackStarted;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.SpeechEvent.SpeechStarted;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.Role;
import dev.trunkline.events.TurnEvent.TurnCancelled;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Streams that break, resume and end. */
class StreamLifecycleTest extends DialogRig {
  @Test
  void resumedCallHearsTheRestOfTheAnswer() {
    greeted();
    said(2_000, 3_000, "When do you open?");
    on(new SegmentWritten(CALL, 1, 0, "At nine. And on Sundays at ten.", 1, 1));
    on(new PlaybackStarted(CALL, STREAM, 1, 3_900, 5_100, 5_110));
    on(new PlaybackInterrupted(CALL, STREAM, 1, 0, "At nine.", 800, 4_700, null, now));
    assertThat(on(new CallResumed(CALL, "MZ2", "+1", "+2", now)))
        .contains(
            new SegmentWritten(CALL, 3, 0, settings.resumed() + " And on Sundays at ten.", 0, now));
    assertThat(on(new CallResumed(CALL, "MZ2", "+1", "+2", now))).as("repeated record").isEmpty();
  }

  @Test
  void resumedIdleCallHearsTheResumePhrase() {
    greeted();
    assertThat(on(new CallResumed(CALL, "MZ2", "+1", "+2", now)))
        .contains(new SegmentWritten(CALL, 1, 0, settings.resumed(), 0, now));
  }

  @Test
  void resumedCallKeepsHistoryAndQuestion() {
    greeted();
    said(2_000, 3_000, "When do you open?");
    assertThat(requested(on(new CallResumed(CALL, "MZ2", "+1", "+2", now))).messages())
        .last()
        .isEqualTo(new Message(Role.USER, "When do you open?"));
    assertThat(on(started(2_000))).as("late speech of the old stream").isEmpty();
    on(new SpeechStarted(CALL, "MZ2", 500, now));
    on(new PlaybackInterrupted(CALL, "MZ2", 2, 0, "", 0, 500, null, now));
    on(new SpeechEnded(CALL, "MZ2", 500, 900, 1_200, now));
    assertThat(
            requested(on(new FinalTranscript(CALL, "MZ2", 500, 900, "On Sunday?", now, now)))
                .messages())
        .last()
        .isEqualTo(new Message(Role.USER, "When do you open? On Sunday?"));
  }

  @Test
  void endedCallStopsItsTurnAndIsForgottenLater() {
    greeted();
    said(2_000, 3_000, "When do you open?");
    assertThat(on(new CallEnded(CALL, STREAM, Cause.CALLER_HUNG_UP, 4_000, now)))
        .contains(new TurnCancelled(CALL, 1, 2, "call ended", now));
    assertThat(on(words(4_000, 5_000, "Hello?"))).isEmpty();
    now += settings.forgetAfterMs();
    deadline();
    assertThat(conversation).isNull();
  }

  @Test
  void lostStreamEndsTheCallAfterTheWait() {
    greeted();
    on(new StreamLost(CALL, STREAM, "closed with code 1006", now));
    now += settings.resumeWaitMs() - 1;
    assertThat(deadline()).isEmpty();
    now++;
    assertThat(deadline()).contains(new CallEnded(CALL, STREAM, Cause.STREAM_LOST, -1, now));
    assertThat(deadline()).isEmpty();
  }

  @Test
  void callResumedInTimeContinues() {
    greeted();
    on(new StreamLost(CALL, STREAM, "closed with code 1006", now));
    assertThat(on(new CallResumed(CALL, "MZ2", "+1", "+2", now)))
        .anyMatch(SegmentWritten.class::isInstance);
    now += settings.resumeWaitMs();
    assertThat(deadline()).noneMatch(CallEnded.class::isInstance);
  }

  @Test
  void callResumedTooLateContinues() {
    greeted();
    on(new StreamLost(CALL, STREAM, "closed with code 1006", now));
    now += settings.resumeWaitMs();
    deadline();
    assertThat(on(new CallResumed(CALL, "MZ2", "+1", "+2", now)))
        .anyMatch(SegmentWritten.class::isInstance);
  }

  @Test
  void eventsOfAnEarlierStreamDoNotEndTheCall() {
    greeted();
    on(new CallResumed(CALL, "MZ2", "+1", "+2", now));
    assertThat(on(new StreamLost(CALL, STREAM, "nothing heard", now))).isEmpty();
    assertThat(on(new CallEnded(CALL, STREAM, Cause.CALLER_HUNG_UP, 4_000, now))).isEmpty();
    assertThat(on(new CallResumed(CALL, STREAM, "+1", "+2", now))).as("repeated record").isEmpty();
    assertThat(Objects.requireNonNull(conversation).stream().sid()).isEqualTo("MZ2");
    assertThat(conversation.stream().endedAtMs()).isZero();
  }

  @Test
  @DisplayName("Twilio reports the end while the gateway is gone: the call ends soon after")
  void reportedEndWithoutGatewayEndsTheCall() {
    greeted();
    assertThat(on(new EndReported(CALL, STREAM, "stream-error", now))).isEmpty();
    now += 100;
    assertThat(on(new EndReported(CALL, "", "completed", now))).isEmpty();
    now += 1_999;
    assertThat(on(new EndReported(CALL, "", "completed", now))).as("repeated record").isEmpty();
    assertThat(deadline()).isEmpty();
    now++;
    assertThat(deadline()).contains(new CallEnded(CALL, STREAM, Cause.STREAM_LOST, -1, now));
    assertThat(deadline()).as("once").isEmpty();
  }

  @Test
  void endPublishedByTheGatewayIsTheOnlyOne() {
    greeted();
    on(new EndReported(CALL, "", "completed", now));
    on(new CallEnded(CALL, STREAM, Cause.CALLER_HUNG_UP, 4_000, now));
    on(new EndReported(CALL, STREAM, "stream-stopped", now));
    now += settings.resumeWaitMs();
    assertThat(deadline()).noneMatch(CallEnded.class::isInstance);
  }

  @Test
  void streamReportedAsEndedMayStillResume() {
    greeted();
    on(new EndReported(CALL, STREAM, "stream-error", now));
    now += settings.resumeWaitMs() - 1;
    assertThat(deadline()).isEmpty();
    assertThat(on(new CallResumed(CALL, "MZ2", "+1", "+2", now)))
        .anyMatch(SegmentWritten.class::isInstance);
    on(new EndReported(CALL, STREAM, "stream-stopped", now));
    now += settings.resumeWaitMs();
    assertThat(deadline())
        .as("the report was about the old stream")
        .noneMatch(CallEnded.class::isInstance);
  }

  /** No status callback arrives: no gateway is left to receive it. */
  @Test
  @DisplayName(
      "A call without a live gateway and without callbacks ends a minute after its goodbye")
  void abandonedCallEndsAMinuteAfterItsGoodbye() {
    greeted();
    boolean hangUp = false;
    long silentSince = now;
    while (Objects.requireNonNull(conversation).stream().endedAtMs() == 0) {
      now = conversation.deadlineMs(settings);
      hangUp |= deadline().stream().anyMatch(HangUp.class::isInstance);
    }
    assertThat(hangUp).as("a hang-up command was sent first").isTrue();
    long saidThrice = 10_000 + 15_000 + 2 * (2_000 + 15_000);
    long goodbye = 15_000;
    assertThat(now - silentSince).isEqualTo(saidThrice + goodbye + 60_000);
  }

  @Test
  void eventsOfAnUnknownCallAreIgnored() {
    assertThat(on(words(2_000, 3_000, "Hello?"))).isEmpty();
    assertThat(conversation).isNull();
  }
}
