// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.Event;
import dev.trunkline.events.GatewayCommand.HangUp;
import dev.trunkline.events.GatewayCommand.Interrupt;
import dev.trunkline.events.GatewayCommand.Resume;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.TurnEvent.TurnRequested;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Coughs, doors, music, and transcripts that do not fit their sound. */
class SoundsOfTheCallerTest {
  private final VirtualCall call = new VirtualCall();

  @ParameterizedTest
  @ValueSource(strings = {"(coughs)", "[music]", ".", "…", "♪", "*laughs*", "（笑）"})
  void soundIsNotAnswered(String sound) {
    call.greeted();
    shortSound(sound);
    assertThat(call.waitMs(5_000)).isEmpty();
    assertThat(call.conversation().history().lines()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(coughs)", "[music playing]", "…", "♪ la la ♪"})
  void soundDoesNotStopTheAnswer(String sound) {
    call.answering();
    call.waitMs(500);
    call.speaks();
    assertThat(call.partial(sound)).isEmpty();
    call.waitMs(400);
    call.silent();
    assertThat(call.words(sound)).containsExactly(new Resume(VirtualCall.CALL, 1, call.now));
    assertThat(call.heardWhole(1)).noneMatch(TurnRequested.class::isInstance);
  }

  @Test
  void soundAmongWordsIsLeftOutOfTheQuestion() {
    call.greeted();
    List<Event> followed = call.says("(coughs) When do you open?");
    assertThat(VirtualCall.lastRequest(followed).messages().getLast().text())
        .isEqualTo("When do you open?");
  }

  @Test
  void clearSpeechWithoutWordsIsAskedForAtOnce() {
    call.greeted();
    assertThat(fixedTexts(call.says(""))).containsExactly("Sorry?");
  }

  @Test
  void noiseIsAskedAboutTwiceAtMost() {
    call.greeted();
    var asked = new ArrayList<String>();
    for (int turn = 1; turn < 6; turn++) {
      List<Event> followed = call.says("");
      asked.addAll(fixedTexts(followed));
      heard(followed);
      call.waitMs(2_000);
    }
    assertThat(asked).containsExactly("Sorry?", "Sorry?");
  }

  @Test
  void unclearSpeechAfterWordsIsAskedForAgain() {
    call.greeted();
    heard(call.says(""));
    heard(call.says("[noise]"));
    call.says("When do you open?");
    call.writes(3, "At nine.");
    call.plays(3);
    call.heardWhole(3);
    assertThat(fixedTexts(call.says(""))).containsExactly("Sorry?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bye.", "Goodbye.", "Bye-bye."})
  @DisplayName("A goodbye with hardly any voice behind it neither is answered nor hangs up")
  void noiseHeardAsGoodbyeDoesNotHangUp(String made) {
    call.answering();
    call.heardWhole(1);
    List<Event> followed = shortSound(made);
    assertThat(followed).noneMatch(TurnRequested.class::isInstance);
    heard(followed);
    assertThat(call.waitMs(9_000)).noneMatch(HangUp.class::isInstance);
  }

  @Test
  void noiseHeardAsAWordDoesNotStopTheAnswer() {
    call.answering();
    call.waitMs(500);
    assertThat(shortSound("You.")).noneMatch(Interrupt.class::isInstance);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Yes.", "No.", "Two."})
  void quickWordAfterAQuestionIsItsAnswer(String word) {
    call.greeted();
    call.says("I want to book a table.");
    call.writes(1, "For today?");
    call.plays(1);
    call.heardWhole(1);
    assertThat(shortSound(word)).anyMatch(TurnRequested.class::isInstance);
  }

  @Test
  @DisplayName("Sounds without words do not keep a silent caller's call open")
  void soundsPostponeTheSilencePromptOnce() {
    call.greeted();
    long start = call.now;
    var texts = new ArrayList<String>();
    boolean hungUp = false;
    while (!hungUp && call.now < start + 79_000) {
      List<Event> followed = new ArrayList<>(call.waitMs(4_300));
      heard(followed);
      followed.addAll(shortSound(""));
      texts.addAll(fixedTexts(followed));
      hungUp = followed.stream().anyMatch(HangUp.class::isInstance);
    }
    assertThat(texts.getFirst()).isEqualTo("Are you still there?");
    assertThat(hungUp).isTrue();
  }

  @Test
  @DisplayName("A sound that never ends does not keep a silent caller's call open")
  void endlessSoundIsNotTheCallersSpeech() {
    call.greeted();
    call.speaks();
    assertThat(call.waitMs(74_000)).isEmpty();
    List<Event> followed = call.waitMs(2_000);
    assertThat(fixedTexts(followed)).containsExactly("Are you still there?");
    heard(followed);
    heard(call.waitMs(10_000));
    assertThat(call.waitMs(10_000)).anyMatch(HangUp.class::isInstance);
  }

  /** 250 ms of sound, and what speech recognition makes of it. */
  private List<Event> shortSound(String transcript) {
    var followed = new ArrayList<>(call.speaks());
    call.waitMs(100);
    long endMs = call.now + 54;
    call.waitMs(254);
    followed.addAll(
        call.on(
            new dev.trunkline.events.SpeechEvent.SpeechEnded(
                VirtualCall.CALL, VirtualCall.STREAM, endMs - 250, endMs, call.now, call.now)));
    call.waitMs(150);
    followed.addAll(
        call.on(
            new dev.trunkline.events.TranscriptEvent.FinalTranscript(
                VirtualCall.CALL,
                VirtualCall.STREAM,
                endMs - 250,
                endMs,
                transcript,
                call.now,
                call.now)));
    followed.addAll(call.waitMs(600));
    return followed;
  }

  private void heard(List<Event> followed) {
    for (Event event : followed) {
      if (event instanceof SegmentWritten segment) {
        call.plays(segment.turn());
        call.heardWhole(segment.turn());
      }
    }
  }

  private static List<String> fixedTexts(List<Event> events) {
    return events.stream()
        .filter(SegmentWritten.class::isInstance)
        .map(event -> ((SegmentWritten) event).text())
        .toList();
  }
}
