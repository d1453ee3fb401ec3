// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.CallEvent.DtmfPressed;
import dev.trunkline.events.Event;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.TurnEvent.TurnRequested;
import dev.trunkline.runtime.settings.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers who need time: to find something, or between two keys. */
class WaitingCallerTest {
  private VirtualCall call = new VirtualCall();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "One moment, please, I have to find my card.", "Hold on.", "Just a second.",
        "Okay, let me check.", "Sure, give me a minute.", "Can you hold on a moment?",
        "I will look, just a moment please.", "Yes, bear with me."
      })
  void callerAsksForTime(String words) {
    Phrases phrases = CallPolicy.from(Settings.of(Map.of())).waitPhrases();
    assertThat(WaitRequest.isIn(words, phrases)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "How long is the wait?",
        "Hold on, what did you say?",
        "I am looking for a jacket.",
        "I will be there in two minutes.",
        "The second one."
      })
  void callerDoesNotAskForTime(String words) {
    Phrases phrases = CallPolicy.from(Settings.of(Map.of())).waitPhrases();
    assertThat(WaitRequest.isIn(words, phrases)).isFalse();
  }

  @Test
  @DisplayName("A caller who asked for time is prompted after a minute, and then as usual")
  void callerWhoAskedForTimeIsLeftInPeaceOnce() {
    call.greeted();
    call.says("One moment, please, I have to find my card.");
    answered(1, "Of course.");
    assertThat(call.waitMs(59_900)).isEmpty();
    assertThat(spoken(call.waitMs(200))).containsExactly("Are you still there?");
    call.plays(2);
    call.heardWhole(2);
    assertThat(spoken(call.waitMs(10_000))).containsExactly("Are you still there?");
  }

  @Test
  void rustlingPaperDoesNotEndTheWait() {
    call.greeted();
    call.says("Hold on.");
    answered(1, "Take your time.");
    call.waitMs(5_000);
    assertThat(call.says("")).isEmpty();
    assertThat(call.waitMs(50_000)).isEmpty();
  }

  @Test
  void wordsEndTheWait() {
    call.greeted();
    call.says("Hold on.");
    answered(1, "Take your time.");
    call.says("When do you open?");
    answered(2, "At nine.");
    assertThat(spoken(call.waitMs(10_000))).containsExactly("Are you still there?");
  }

  @Test
  void waitPhrasesOfAnotherLanguage() {
    call = new VirtualCall(Map.of("waitPhrases", "einen Moment, Augenblick"));
    call.greeted();
    call.says("Ja, einen Moment bitte.");
    answered(1, "Gern.");
    assertThat(call.waitMs(59_000)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Please type your number and end with the pound key.",
        "Enter it, then press #.",
        "Tippen Sie die Nummer und dann die Raute-Taste."
      })
  @DisplayName("Keys typed slowly are one number if the key that ends them was announced")
  void slowlyTypedKeysAreOneNumber(String announced) {
    call.greeted();
    call.says("I have an account.");
    answered(1, announced);
    for (String key : List.of("4", "5", "3", "9")) {
      press(key);
      assertThat(call.waitMs(3_500)).isEmpty();
    }
    assertThat(VirtualCall.lastRequest(press("#")).messages().getLast().text())
        .isEqualTo("I typed 4 5 3 9 on the keypad.");
  }

  @Test
  void keysOverTheAnnouncementMayBeSlowToo() {
    call.greeted();
    call.says("I have an account.");
    call.waitMs(600);
    call.writes(1, "Please type your number. ", "Then press pound.");
    call.plays(1);
    call.waitMs(1_000);
    press("4");
    call.heardPart(1, 0, "Please type");
    assertThat(call.waitMs(10_000)).isEmpty();
    press("5");
    assertThat(press("#")).anyMatch(TurnRequested.class::isInstance);
  }

  @Test
  void keysWithoutTheEndKeyAreSubmittedAtLast() {
    call.greeted();
    call.says("I have an account.");
    answered(1, "Type it and press pound.");
    press("4");
    assertThat(call.waitMs(14_900)).isEmpty();
    assertThat(call.waitMs(200)).anyMatch(TurnRequested.class::isInstance);
  }

  @Test
  @DisplayName("Words between two keys are answered together with the keys")
  void nothingIsSaidWhileKeysAreTyped() {
    call.greeted();
    call.says("I have an account.");
    answered(1, "Type it and press pound.");
    press("4");
    call.waitMs(500);
    assertThat(call.says("Let us see.")).isEmpty();
    assertThat(call.waitMs(3_000)).isEmpty();
    press("5");
    assertThat(VirtualCall.lastRequest(press("#")).messages().getLast().text())
        .isEqualTo("Let us see. I typed 4 5 on the keypad.");
  }

  @Test
  @DisplayName("A notice is heard whole, and what was said over it is answered after it")
  void noticeIsHeardWhole() {
    call = new VirtualCall(Map.of("notice", "This call is recorded.")).started();
    assertThat(spoken(call.events)).containsExactly("This call is recorded.");
    call.plays(0);
    call.waitMs(200);
    assertThat(call.says("Hello? I want to book a table.")).isEmpty();
    assertThat(press("5")).isEmpty();
    call.waitMs(3_000);
    List<Event> followed = call.heardWhole(0);
    assertThat(VirtualCall.lastRequest(followed).messages().getLast().text())
        .isEqualTo("Hello? I want to book a table. I typed 5 on the keypad.");
  }

  @Test
  void greetingFollowsTheNotice() {
    call = new VirtualCall(Map.of("notice", "This call is recorded.")).started();
    call.plays(0);
    call.waitMs(1_500);
    assertThat(spoken(call.heardWhole(0))).containsExactly("Hello.");
  }

  @Test
  @DisplayName("A notice that breaks off with its stream is said again on the next, whole")
  void noticeIsRepeatedOnANewStream() {
    call = new VirtualCall(Map.of("notice", "This call is recorded.")).started();
    call.plays(0);
    List<Event> followed =
        call.on(
            new dev.trunkline.events.CallEvent.CallResumed(
                VirtualCall.CALL, "MZ2", "+1", "+2", call.now));
    assertThat(spoken(followed)).containsExactly("This call is recorded.");
    call.plays(1);
    assertThat(spoken(call.heardWhole(1))).containsExactly("Hello.");
  }

  @Test
  void noticeThatHasNoSoundIsSaidAgain() {
    call = new VirtualCall(Map.of("notice", "This call is recorded.")).started();
    call.audioFailsAfter(0, 0, "");
    assertThat(spoken(call.waitMs(2_000))).containsExactly("This call is recorded.");
    call.plays(1);
    assertThat(call.says("Hello?")).isEmpty();
    assertThat(call.heardWhole(1)).anyMatch(TurnRequested.class::isInstance);
  }

  private List<Event> press(String key) {
    call.waitMs(100);
    return call.on(new DtmfPressed(VirtualCall.CALL, VirtualCall.STREAM, key, call.now, call.now));
  }

  private void answered(int turn, String text) {
    call.waitMs(600);
    call.writes(turn, text);
    call.plays(turn);
    call.waitMs(1_000);
    call.heardWhole(turn);
  }

  private static List<String> spoken(List<Event> events) {
    return events.stream()
        .filter(SegmentWritten.class::isInstance)
        .map(event -> ((SegmentWritten) event).text())
        .toList();
  }
}
