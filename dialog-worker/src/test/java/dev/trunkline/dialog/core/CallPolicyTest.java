// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.CallEvent.CallEnded;
import dev.trunkline.events.CallEvent.CallResumed;
import dev.trunkline.events.CallEvent.Cause;
import dev.trunkline.events.CallEvent.DtmfPressed;
import dev.trunkline.events.Event;
import dev.trunkline.events.GatewayCommand.HangUp;
import dev.trunkline.events.GatewayCommand.Interrupt;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.Role;
import dev.trunkline.events.TurnEvent.TurnRequested;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CallPolicyTest {
  private VirtualCall call = new VirtualCall();

  @Test
  void callEndsAfterTheAssistantsGoodbye() {
    call.greeted();
    call.says("That is all, thanks.");
    call.writes(1, "You are welcome. Goodbye!");
    call.plays(1);
    assertThat(call.waitMs(2_500)).noneMatch(HangUp.class::isInstance);
    call.heardWhole(1);
    assertThat(call.waitMs(2_999)).isEmpty();
    assertThat(call.waitMs(1)).containsExactly(HangUp.immediately(VirtualCall.CALL, call.now));
    assertThat(call.waitMs(50_000)).as("once").isEmpty();
  }

  @Test
  void callEndsAfterTheCallersGoodbyeIsAnswered() {
    call.greeted();
    call.says("Okay, bye-bye.");
    call.writes(1, "Thank you for calling.");
    call.plays(1);
    call.heardWhole(1);
    assertThat(call.waitMs(3_000)).anyMatch(HangUp.class::isInstance);
  }

  @Test
  void questionAfterGoodbyeIsAnswered() {
    call.greeted();
    call.says("Goodbye.");
    call.writes(1, "Goodbye!");
    call.plays(1);
    call.heardWhole(1);
    call.waitMs(2_000);
    assertThat(call.says("Oh, when do you open?")).anyMatch(TurnRequested.class::isInstance);
    call.writes(2, "At nine.");
    call.plays(2);
    call.heardWhole(2);
    assertThat(call.waitMs(5_000)).noneMatch(HangUp.class::isInstance);
  }

  @Test
  void noiseAfterGoodbyeDoesNotPreventHangUp() {
    call.greeted();
    call.says("Goodbye.");
    call.writes(1, "Goodbye!");
    call.plays(1);
    call.heardWhole(1);
    call.waitMs(2_000);
    call.says("");
    assertThat(call.waitMs(3_000)).anyMatch(HangUp.class::isInstance);
  }

  @Test
  void silentCallerIsPromptedTwiceThenHungUpOn() {
    assertThat(seenOff()).contains(said(3, goodbye()), hangUp(3, goodbye()));
  }

  @Test
  @DisplayName("A caller whose stream breaks during the goodbye hears it again on the new one")
  void goodbyeIsRepeatedOnANewStream() {
    seenOff();
    call.plays(3);

    assertThat(comesBack()).contains(said(4, goodbye()), hangUp(4, goodbye()));
  }

  /** Twilio continued the call at another gateway than the one that had hung up. */
  @Test
  void callResumedAfterGoodbyeIsHungUpImmediately() {
    seenOff();
    call.plays(3);
    call.heardWhole(3);
    call.on(
        new CallEnded(
            VirtualCall.CALL, VirtualCall.STREAM, Cause.ASSISTANT_HUNG_UP, 40_000, call.now));

    assertThat(comesBack()).containsExactly(HangUp.immediately(VirtualCall.CALL, call.now));
  }

  private List<Event> seenOff() {
    call.greeted();
    assertThat(call.waitMs(9_999)).isEmpty();
    assertThat(call.waitMs(1)).contains(said(1, "Are you still there?"));
    call.plays(1);
    call.heardWhole(1);
    assertThat(call.waitMs(10_000)).contains(said(2, "Are you still there?"));
    call.plays(2);
    call.heardWhole(2);
    return call.waitMs(10_000);
  }

  private List<Event> comesBack() {
    return call.on(new CallResumed(VirtualCall.CALL, "MZ2", "+1", "+2", call.now));
  }

  private String goodbye() {
    return call.settings.callPolicy().silenceGoodbye();
  }

  private HangUp hangUp(int afterTurn, String farewell) {
    return new HangUp(VirtualCall.CALL, afterTurn, farewell, call.now);
  }

  @Test
  void answerToASilencePromptResetsTheCount() {
    call.greeted();
    call.waitMs(10_000);
    call.plays(1);
    call.heardWhole(1);
    call.says("Yes, one moment please.");
    assertThat(call.conversation().policy().prompts()).isZero();
  }

  @Test
  @DisplayName("No silence prompt while the caller speaks or the model answers")
  void noSilencePromptWhileEitherSideIsBusy() {
    call.greeted();
    call.speaks();
    assertThat(call.waitMs(14_000)).isEmpty();
    call.silent();
    call.words("When do you open?");
    assertThat(call.waitMs(14_000)).isEmpty();
  }

  @Test
  void callOfMaximumLengthEndsAfterAWarning() {
    call = new VirtualCall(Map.of("maxCallMs", "120000", "silencePromptMs", "0")).greeted();
    assertThat(call.waitMs(59_999)).isEmpty();
    assertThat(call.waitMs(1)).contains(said(1, "I am sorry, we have one minute left."));
    call.plays(1);
    call.heardWhole(1);
    List<Event> end = call.waitMs(60_000);
    assertThat(end)
        .contains(
            said(2, call.settings.callPolicy().maxCallGoodbye()),
            new HangUp(VirtualCall.CALL, 2, call.settings.callPolicy().maxCallGoodbye(), call.now));
  }

  @Test
  void warningWaitsUntilTheCallerHasFinished() {
    call = new VirtualCall(Map.of("maxCallMs", "120000")).greeted();
    call.waitMs(5_000);
    call.speaks();
    assertThat(call.waitMs(60_000)).isEmpty();
    call.silent();
    assertThat(call.words("")).contains(said(1, "Sorry?"));
    call.plays(1);
    call.heardWhole(1);
    call.waitMs(0);
    assertThat(call.events).contains(said(2, "I am sorry, we have one minute left."));
  }

  @Test
  void terminatorSubmitsTypedKeys() {
    call.greeted();
    press("1", "2", "3", "4");
    assertThat(requested(press("#")).messages())
        .last()
        .isEqualTo(new Message(Role.USER, "I typed 1 2 3 4 on the keypad."));
  }

  @Test
  void timeoutSubmitsTypedKeys() {
    call.greeted();
    press("4", "2");
    assertThat(call.waitMs(2_999)).isEmpty();
    assertThat(requested(call.waitMs(1)).messages())
        .last()
        .isEqualTo(new Message(Role.USER, "I typed 4 2 on the keypad."));
  }

  @Test
  void repeatedKeyRecordCountsOnce() {
    call.greeted();
    var key = new DtmfPressed(VirtualCall.CALL, VirtualCall.STREAM, "7", 5_000, call.now);
    call.on(key);
    call.on(key);
    assertThat(call.conversation().policy().typedKeys().digits()).isEqualTo("7");
  }

  @Test
  void keyInterruptsTheAssistant() {
    call.answering();
    assertThat(press("1")).anyMatch(Interrupt.class::isInstance);
    call.heardPart(1, 0, "At");
    assertThat(call.waitMs(3_000)).anyMatch(TurnRequested.class::isInstance);
  }

  @Test
  void terminatorAloneIsIgnored() {
    call.greeted();
    press("#");
    assertThat(call.waitMs(5_000)).isEmpty();
  }

  @Test
  void typedKeysSurviveAStreamChange() {
    call.greeted();
    press("1", "2");
    call.on(new CallResumed(VirtualCall.CALL, "MZ2", "+1", "+2", call.now));
    call.on(new DtmfPressed(VirtualCall.CALL, "MZ2", "3", 200, call.now));
    assertThat(call.conversation().policy().typedKeys().digits()).isEqualTo("123");
  }

  private List<Event> press(String... keys) {
    List<Event> followed = List.of();
    for (String key : keys) {
      call.waitMs(200);
      followed =
          call.on(new DtmfPressed(VirtualCall.CALL, VirtualCall.STREAM, key, call.now, call.now));
    }
    return followed;
  }

  private SegmentWritten said(int turn, String text) {
    return new SegmentWritten(VirtualCall.CALL, turn, 0, text, 0, call.now);
  }

  private static TurnRequested requested(List<Event> events) {
    return events.stream()
        .filter(TurnRequested.class::isInstance)
        .map(TurnRequested.class::cast)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no turn requested in " + events));
  }
}
