// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.CallEvent.CallEnded;
import dev.trunkline.events.CallEvent.CallResumed;
import dev.trunkline.events.CallEvent.Cause;
import dev.trunkline.events.CallEvent.RedirectFailed;
import dev.trunkline.events.CallEvent.StreamLost;
import dev.trunkline.events.Event;
import dev.trunkline.events.GatewayCommand.HangUp;
import dev.trunkline.events.GatewayCommand.SendDtmf;
import dev.trunkline.events.GatewayCommand.Transfer;
import dev.trunkline.events.PlaybackEvent.PlaybackFinished;
import dev.trunkline.events.PlaybackEvent.PlaybackInterrupted;
import dev.trunkline.events.ReplyEvent.NextStep;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.TurnEvent.TurnRequested;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hang-ups, transfers and key presses that a turn announces. */
class PendingCallActionTest extends DialogRig {
  @Test
  void hangUpWaitsUntilTheGoodbyeWasHeard() {
    announced(NextStep.Kind.HANG_UP, "");
    assertThat(on(new PlaybackFinished(CALL, STREAM, 1, 6_000, now)))
        .contains(new HangUp(CALL, 1, now));
  }

  @Test
  void resumedCallThatWasHungUpIsEnded() {
    announced(NextStep.Kind.HANG_UP, "");
    on(new PlaybackFinished(CALL, STREAM, 1, 6_000, now));

    assertThat(on(new CallResumed(CALL, "MZ2", "+1", "+2", now)))
        .as("the gateway of the new stream never plays turn 1 and would wait for it")
        .containsExactly(HangUp.immediately(CALL, now));
  }

  @Test
  void interruptedGoodbyeCancelsTheHangUp() {
    announced(NextStep.Kind.HANG_UP, "");
    on(started(5_000));
    on(new PlaybackInterrupted(CALL, STREAM, 1, 0, "Good", 400, 5_300, null, now));
    on(ended(5_000, 6_000));
    List<Event> events = on(words(5_000, 6_000, "Wait, one more thing."));
    assertThat(events).anyMatch(TurnRequested.class::isInstance);
    on(new SegmentWritten(CALL, 2, 0, "Yes?", 1, 1));
    assertThat(on(new PlaybackFinished(CALL, STREAM, 2, 9_000, now)))
        .noneMatch(HangUp.class::isInstance);
  }

  @Test
  void unansweredTransferIsExplained() {
    announced(NextStep.Kind.TRANSFER, "+15550109");
    assertThat(on(new PlaybackFinished(CALL, STREAM, 1, 6_000, now)))
        .contains(new Transfer(CALL, 1, "+15550109", 20, now));
    on(new StreamLost(CALL, STREAM, "the call is redirected", now));
    assertThat(on(new CallResumed(CALL, "MZ2", "+1", "+2", now)))
        .filteredOn(SegmentWritten.class::isInstance)
        .singleElement()
        .extracting(e -> ((SegmentWritten) e).text())
        .isEqualTo(settings.actionPhrases().transferUnanswered());
  }

  @Test
  void callThatDoesNotReturnWasTransferred() {
    announced(NextStep.Kind.TRANSFER, "+15550109");
    on(new PlaybackFinished(CALL, STREAM, 1, 6_000, now));
    on(new StreamLost(CALL, STREAM, "the call is redirected", now));
    now += settings.resumeWaitMs();
    assertThat(deadline()).as("the transfer may still ring").isEmpty();
    now += 30_000;
    assertThat(deadline())
        .contains(new CallEnded(CALL, STREAM, Cause.TRANSFERRED, CallEnded.UNKNOWN_DURATION, now));
  }

  @Test
  void rejectedTransferIsExplained() {
    announced(NextStep.Kind.TRANSFER, "+15550109");
    on(new PlaybackFinished(CALL, STREAM, 1, 6_000, now));
    assertThat(on(new RedirectFailed(CALL, STREAM, "no account", now)))
        .contains(
            new SegmentWritten(CALL, 2, 0, settings.actionPhrases().transferUnanswered(), 0, now));
  }

  @Test
  void callResumesSilentlyAfterSendingKeys() {
    announced(NextStep.Kind.SEND_DTMF, "1w2");
    assertThat(on(new PlaybackFinished(CALL, STREAM, 1, 6_000, now)))
        .contains(new SendDtmf(CALL, 1, "1w2", now));
    assertThat(on(new CallResumed(CALL, "MZ2", "+1", "+2", now))).isEmpty();
  }

  @Test
  void unheardAnnouncementDoesNotStopATransfer() {
    announced(NextStep.Kind.TRANSFER, "+15550109");
    now += settings.replyTimeoutMs();
    assertThat(deadline())
        .contains(new Transfer(CALL, 1, "+15550109", 20, now))
        .noneMatch(SegmentWritten.class::isInstance);
  }
}
