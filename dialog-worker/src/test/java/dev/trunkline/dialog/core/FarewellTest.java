// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.Event;
import dev.trunkline.events.GatewayCommand.HangUp;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.runtime.settings.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FarewellTest {
  private final Farewell english = CallPolicy.from(Settings.of(Map.of())).farewell();
  private final VirtualCall call = new VirtualCall();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bye.",
        "Goodbye!",
        "bye",
        "Okay, bye-bye.",
        "No thank you, that is all, goodbye.",
        "okay thanks bye",
        "Bye now.",
        "Goodbye and thank you so much.",
        "Bye, have a nice day.",
        "All right then. Bye, thanks!",
        "Bye for now"
      })
  void callerSaysGoodbye(String words) {
    assertThat(english.isSaidByCaller(words)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I want to say goodbye to my old contract. What do you need?",
        "I want to say goodbye to my old contract.",
        "How do you say goodbye?",
        "She never said goodbye.",
        "Bye the way, when do you open?",
        "Bye. I still need my invoice.",
        "Goodbye?",
        "Is the song Goodbye Yellow Brick Road in stock",
        "I did not say bye.",
        "Do not say goodbye yet"
      })
  void callerOnlySpeaksOfGoodbye(String words) {
    assertThat(english.isSaidByCaller(words)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          You are welcome. Goodbye!                                            | true
          Thank you for calling, goodbye.                                      | true
          Goodbye! Have a wonderful evening with your guests.                  | true
          Goodbye, and take care.                                              | true
          Before I say goodbye, is there anything else?                        | false
          Goodbye! Or do you need anything else?                               | false
          To say goodbye to your old contract, please tell me its number.      | false
          Goodbye letters are two dollars each, and we have them in nine colours for you. | false
          """)
  void assistantSaysGoodbye(String words, boolean goodbye) {
    assertThat(english.isSaidByAssistant(words)).isEqualTo(goodbye);
  }

  @Test
  void goodbyeInAnotherLanguageIsRecognisedAtTheEnd() {
    Farewell german =
        CallPolicy.from(Settings.of(Map.of("goodbyeWords", "auf Wiederhören, tschüss"))).farewell();
    assertThat(german.isSaidByAssistant("Vielen Dank für Ihren Anruf und auf Wiederhören."))
        .isTrue();
    assertThat(german.isSaidByCaller("Alles klar, tschüss!")).isTrue();
    assertThat(german.isSaidByCaller("Tschüss sage ich meinem alten Vertrag.")).isFalse();
  }

  @Test
  @DisplayName("A caller who speaks of a goodbye and is asked something is not hung up on")
  void callerWhoSpeaksOfGoodbyeIsNotHungUpOn() {
    call.greeted();
    call.says("I want to say goodbye to my old contract. What do you need?");
    answered(1, "I need your contract number.");
    assertThat(call.waitMs(9_000)).noneMatch(HangUp.class::isInstance);
  }

  @Test
  void callerIsNotHungUpOnAfterAQuestion() {
    call.greeted();
    call.says("Okay, bye.");
    answered(1, "Goodbye! Or may I help you with anything else?");
    assertThat(call.waitMs(9_000)).noneMatch(HangUp.class::isInstance);
  }

  @Test
  void somethingIsSaidBeforeHangingUp() {
    call.greeted();
    call.says("Okay, bye.");
    answered(1, "Thank you for calling.");
    List<Event> end = call.waitMs(3_000);
    assertThat(end)
        .contains(
            new SegmentWritten(VirtualCall.CALL, 2, 0, "Goodbye.", 0, call.now),
            new HangUp(VirtualCall.CALL, 2, "Goodbye.", call.now));
  }

  @Test
  @DisplayName("An old goodbye does not end a call that goes on")
  void oldGoodbyeDoesNotEndACallThatContinues() {
    call.greeted();
    call.says("Bye.");
    answered(1, "Before you go, what was your name?");
    call.waitMs(10_000);
    call.plays(2);
    call.heardWhole(2);
    assertThat(call.waitMs(9_000)).noneMatch(HangUp.class::isInstance);
  }

  private void answered(int turn, String text) {
    call.waitMs(600);
    call.writes(turn, text);
    call.plays(turn);
    call.heardWhole(turn);
  }
}
