package dev.trunkline.dialog.conversation;

import static dev.trunkline.dialog.conversation.OneCall.CALL;
import static dev.trunkline.dialog.conversation.OneCall.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.common.config.InvalidSetting;
import dev.trunkline.common.event.CallEvent.CallResumed;
import dev.trunkline.common.event.CallEvent.StreamLost;
import dev.trunkline.common.event.Event;
import dev.trunkline.common.event.FailureCategory;
import dev.trunkline.common.event.GatewayCommand.HangUp;
import dev.trunkline.common.event.GatewayCommand.Transfer;
import dev.trunkline.common.event.ReplyEvent.ReplyEnded;
import dev.trunkline.common.event.ReplyEvent.SegmentWritten;
import dev.trunkline.common.event.TranscriptEvent.TranscriptionFailed;
import dev.trunkline.common.event.TurnEvent.TurnCompleted;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Calls in which providers fail again and again. */
class OutageTest {
  private static final String NUMBER = "+15550109999";

  private OneCall call = new OneCall().greeted();

  @Test
  void afterThreeFailedAnswersInARowTheCallEndsWithWords() {
    assertThat(texts(modelFails())).containsExactly(call.manners.apology());
    heard();
    assertThat(texts(modelFails())).containsExactly(call.manners.apology());
    heard();
    List<Event> last = modelFails();
    String farewell = call.manners.outage().apology() + " " + call.manners.partings().goodbye();
    assertThat(texts(last)).containsExactly(farewell);
    assertThat(last).contains(new HangUp(CALL, lastTurn(), farewell, call.now));
  }

  @Test
  void anAnswerBetweenThemMeansThatNobodyIsDown() {
    modelFails();
    heard();
    modelFails();
    heard();
    answered();
    for (int i = 0; i < 2; i++) {
      assertThat(texts(modelFails())).containsExactly(call.manners.apology());
      heard();
    }
  }

  @Test
  void whoCanBeConnectedWithSomebodyIsAndIfNobodyAnswersTheNextFailureIsTheLast() {
    call = new OneCall(Map.of("FAILURE_TRANSFER_NUMBER", NUMBER, "FAILED_TURNS", "1")).greeted();
    List<Event> failed = modelFails();
    assertThat(texts(failed))
        .containsExactly(
            call.manners.outage().apology() + " " + call.manners.partings().transferring());
    assertThat(failed).noneMatch(HangUp.class::isInstance);
    assertThat(heard()).contains(new Transfer(CALL, lastTurn(), NUMBER, 30, call.now));
    call.on(new StreamLost(CALL, STREAM, "the call is redirected", call.now));
    assertThat(texts(call.on(new CallResumed(CALL, "MZ2", "+1", "+2", call.now))))
        .containsExactly(call.manners.partings().nobodyAnswered());
    assertThat(call.on(cannotHear("MZ2"))).anyMatch(HangUp.class::isInstance);
  }

  @Test
  void theTransferDoesNotDependOnTheVoiceThatAnnouncesIt() {
    call = new OneCall(Map.of("FAILURE_TRANSFER_NUMBER", NUMBER, "FAILED_TURNS", "1")).greeted();
    modelFails();
    assertThat(call.heardWhole(lastTurn()))
        .contains(new Transfer(CALL, lastTurn(), NUMBER, 30, call.now));
  }

  @Test
  void whatHadNoSoundWasNotHeard() {
    call.says("When do you open?");
    call.waitMs(500);
    call.writes(lastTurn(), "At nine.");
    List<Event> silent = call.heardWhole(lastTurn());
    assertThat(silent)
        .filteredOn(TurnCompleted.class::isInstance)
        .singleElement()
        .extracting(e -> ((TurnCompleted) e).text())
        .isEqualTo("");
    assertThat(texts(silent)).containsExactly(call.manners.apology());
    assertThat(call.conversation().history()).noneMatch(line -> line.text().contains("At nine."));
  }

  @Test
  void aVoiceThatIsGoneEndsTheCallAfterTheApologyThatNobodyHeardAndTheNextAnswer() {
    silentAnswer();
    assertThat(call.heardWhole(lastTurn())).as("the apology").noneMatch(HangUp.class::isInstance);
    assertThat(silentAnswer()).anyMatch(HangUp.class::isInstance);
    assertThat(call.heardWhole(lastTurn())).as("the farewell").isNotEmpty();
    assertThat(call.conversation().attention().ending()).isTrue();
  }

  @Test
  void aRecogniserThatIsGoneForGoodConnectsWhoCanBeConnected() {
    call = new OneCall(Map.of("FAILURE_TRANSFER_NUMBER", NUMBER)).greeted();
    assertThat(call.on(cannotHear(STREAM))).noneMatch(HangUp.class::isInstance);
    assertThat(heard()).anyMatch(Transfer.class::isInstance);
  }

  @Test
  void aNumberThatIsNoneIsRefusedAtTheStart() {
    assertThatThrownBy(() -> new OneCall(Map.of("FAILURE_TRANSFER_NUMBER", "the boss")))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("FAILURE_TRANSFER_NUMBER");
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
    return call.heardWhole(lastTurn());
  }

  private void answered() {
    call.waitMs(200);
    call.says("When do you open?");
    call.waitMs(500);
    call.writes(lastTurn(), "At nine.");
    heard();
  }

  /** The turn on its way is heard. */
  private List<Event> heard() {
    call.plays(lastTurn());
    call.waitMs(500);
    return call.heardWhole(lastTurn());
  }

  private int lastTurn() {
    return call.conversation().nextTurn() - 1;
  }

  private static List<String> texts(List<Event> events) {
    return events.stream()
        .filter(SegmentWritten.class::isInstance)
        .map(event -> ((SegmentWritten) event).text())
        .toList();
  }
}
