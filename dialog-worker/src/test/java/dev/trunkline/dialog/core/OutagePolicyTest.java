// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import static dev.trunkline.dialog.core.VirtualCall.CALL;
import static dev.trunkline.dialog.core.VirtualCall.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.events.CallEvent.CallResumed;
import dev.trunkline.events.CallEvent.StreamLost;
import dev.trunkline.events.Event;
import dev.trunkline.events.FailureCategory;
import dev.trunkline.events.GatewayCommand.HangUp;
import dev.trunkline.events.GatewayCommand.Transfer;
import dev.trunkline.events.ReplyEvent.ReplyEnded;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.TranscriptEvent.AssistantHeard;
import dev.trunkline.events.TranscriptEvent.TranscriptionFailed;
import dev.trunkline.events.TurnEvent.TurnCompleted;
import dev.trunkline.runtime.settings.InvalidSetting;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Calls in which providers fail repeatedly. */
class OutagePolicyTest {
  private static final String NUMBER = "+15550109999";

  private VirtualCall call = new VirtualCall().greeted();

  @Test
  void threeFailedAnswersInARowEndTheCall() {
    assertThat(texts(modelFails())).containsExactly(call.settings.apology());
    heard();
    assertThat(texts(modelFails())).containsExactly(call.settings.apology());
    heard();
    List<Event> last = modelFails();
    String farewell =
        call.settings.outagePolicy().apology() + " " + call.settings.actionPhrases().goodbye();
    assertThat(texts(last)).containsExactly(farewell);
    assertThat(last).contains(new HangUp(CALL, lastTurn(), farewell, call.now));
  }

  @Test
  void successfulAnswerResetsTheFailureCount() {
    modelFails();
    heard();
    modelFails();
    heard();
    answered();
    for (int i = 0; i < 2; i++) {
      assertThat(texts(modelFails())).containsExactly(call.settings.apology());
      heard();
    }
  }

  @Test
  @DisplayName(
      "With a transfer number the caller is transferred; if that goes unanswered, the next failure"
          + " ends the call")
  void callerIsTransferredOnceThenHungUpOn() {
    call = new VirtualCall(Map.of("failureTransferNumber", NUMBER, "failedTurns", "1")).greeted();
    List<Event> failed = modelFails();
    assertThat(texts(failed))
        .containsExactly(
            call.settings.outagePolicy().apology()
                + " "
                + call.settings.actionPhrases().transferring());
    assertThat(failed).noneMatch(HangUp.class::isInstance);
    assertThat(heard()).contains(new Transfer(CALL, lastTurn(), NUMBER, 30, call.now));
    call.on(new StreamLost(CALL, STREAM, "the call is redirected", call.now));
    assertThat(texts(call.on(new CallResumed(CALL, "MZ2", "+1", "+2", call.now))))
        .containsExactly(call.settings.actionPhrases().transferUnanswered());
    assertThat(call.on(cannotHear("MZ2"))).anyMatch(HangUp.class::isInstance);
  }

  @Test
  void transferDoesNotNeedItsAnnouncement() {
    call = new VirtualCall(Map.of("failureTransferNumber", NUMBER, "failedTurns", "1")).greeted();
    modelFails();
    assertThat(call.heardWhole(lastTurn()))
        .contains(new Transfer(CALL, lastTurn(), NUMBER, 30, call.now));
  }

  @Test
  void turnWithoutAudioIsNotInTheHistory() {
    call.says("When do you open?");
    call.waitMs(500);
    call.writes(lastTurn(), "At nine.");
    List<Event> silent = call.audioFailsAfter(lastTurn(), 0, "");
    assertThat(silent)
        .filteredOn(TurnCompleted.class::isInstance)
        .singleElement()
        .satisfies(it -> {
          assertThat(((TurnCompleted) it).text()).isEmpty();
          assertThat(((TurnCompleted) it).interrupted()).isTrue();
        });
    assertThat(texts(silent)).containsExactly(call.settings.apology());
    assertThat(call.conversation().history().lines())
        .noneMatch(line -> line.text().contains("At nine."));
  }

  @Test
  @DisplayName("Only the part with audio enters the history, and an apology follows")
  void answerCutByAVoiceFailureIsApologisedFor() {
    call.says("When do you open?");
    call.waitMs(500);
    call.writes(lastTurn(), "At nine. ", "And we close at five.");
    int answer = lastTurn();
    call.plays(answer);
    List<Event> broken = call.audioFailsAfter(answer, 0, "At nine.");
    assertThat(broken).contains(new AssistantHeard(CALL, answer, "At nine.", true, call.now));
    assertThat(texts(broken)).containsExactly(call.settings.apology());
    assertThat(call.conversation().history().lines())
        .noneMatch(line -> line.text().contains("close"));
  }

  @Test
  void noApologyForAnInterruptedAnswer() {
    call = new VirtualCall().answering();
    call.speaks();
    call.partial("But what about Sunday");
    assertThat(texts(call.audioFailsAfter(1, 0, "At nine."))).isEmpty();
  }

  @Test
  void unheardApologyIsRepeatedThenCallEnds() {
    silentAnswer();
    assertThat(texts(call.audioFailsAfter(lastTurn(), 0, ""))).as("immediately").isEmpty();
    assertThat(texts(call.waitMs(2_500))).containsExactly(call.settings.apology());
    assertThat(call.audioFailsAfter(lastTurn(), 0, "")).anyMatch(HangUp.class::isInstance);
    assertThat(call.audioFailsAfter(lastTurn(), 0, "")).as("the farewell").isNotEmpty();
    assertThat(call.conversation().policy().ending()).isTrue();
  }

  @Test
  void heardApologyIsNotRepeated() {
    silentAnswer();
    call.audioFailsAfter(lastTurn(), 0, "");
    call.waitMs(2_500);
    heard();
    assertThat(texts(call.waitMs(5_000))).isEmpty();
  }

  @Test
  void callerIsAnsweredInsteadOfApologisedTo() {
    silentAnswer();
    call.audioFailsAfter(lastTurn(), 0, "");
    call.waitMs(1_000);
    call.says("Hello?");
    call.waitMs(500);
    call.writes(lastTurn(), "Hello.");
    call.plays(lastTurn());
    assertThat(texts(call.heardWhole(lastTurn()))).isEmpty();
    assertThat(texts(call.waitMs(5_000))).isEmpty();
  }

  @Test
  void permanentTranscriptionFailureTransfers() {
    call = new VirtualCall(Map.of("failureTransferNumber", NUMBER)).greeted();
    assertThat(call.on(cannotHear(STREAM))).noneMatch(HangUp.class::isInstance);
    assertThat(heard()).anyMatch(Transfer.class::isInstance);
  }

  @Test
  void invalidTransferNumberIsRejectedAtStartup() {
    assertThatThrownBy(() -> new VirtualCall(Map.of("failureTransferNumber", "the boss")))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("failureTransferNumber");
  }

  private static TranscriptionFailed cannotHear(String streamSid) {
    return new TranscriptionFailed(
        CALL, streamSid, 0, 90_000, FailureCategory.REFUSED, true, "auth_error", 1);
  }

  private List<Event> modelFails() {
    call.waitMs(200);
    call.says("When do you open?");
    call.waitMs(500);
    return call.on(new ReplyEnded(CALL, lastTurn(), 0, FailureCategory.UNAVAILABLE, call.now));
  }

  private List<Event> silentAnswer() {
    call.waitMs(200);
    call.says("When do you open?");
    call.waitMs(500);
    call.writes(lastTurn(), "At nine.");
    return call.audioFailsAfter(lastTurn(), 0, "");
  }

  private void answered() {
    call.waitMs(200);
    call.says("When do you open?");
    call.waitMs(500);
    call.writes(lastTurn(), "At nine.");
    heard();
  }

  /** The caller hears the current turn to its end. */
  private List<Event> heard() {
    call.plays(lastTurn());
    call.waitMs(500);
    return call.heardWhole(lastTurn());
  }

  private int lastTurn() {
    return call.conversation().turns().nextTurn() - 1;
  }

  private static List<String> texts(List<Event> events) {
    return events.stream()
        .filter(SegmentWritten.class::isInstance)
        .map(event -> ((SegmentWritten) event).text())
        .toList();
  }
}
