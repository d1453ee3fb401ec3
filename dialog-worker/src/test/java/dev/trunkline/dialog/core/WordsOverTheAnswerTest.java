// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.Event;
import dev.trunkline.events.GatewayCommand.Interrupt;
import dev.trunkline.events.PlaybackEvent.PlaybackFinished;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.Role;
import dev.trunkline.events.TurnEvent.TurnRequested;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the caller says over an answer, and what becomes of the answer's rest. */
class WordsOverTheAnswerTest {
  private static final String OFFER = "Shall I book it for you now? ";
  private static final String PRICE = "It costs ten dollars and takes two days.";

  private VirtualCall call = new VirtualCall();

  @ParameterizedTest
  @ValueSource(strings = {"Price?", "And the price?", "Friday."})
  void restOfAnInterruptedAnswerIsNotSaidAfterTheReply(String question) {
    call.answering();
    call.waitMs(600);
    call.speaks();
    call.waitMs(1_000); // No words yet: the length of the speech stops the answer.
    call.silent();
    call.words(question);
    call.heardPart(1, 0, "At nine.");
    call.waitMs(600);
    call.writes(2, "It is ten dollars.");
    call.plays(2);
    assertThat(spoken(call.heardWhole(2))).isEmpty();
    assertThat(spoken(call.waitMs(5_000))).isEmpty();
  }

  @Test
  void restIsNotSaidIfTheWordsComeAfterThePlaybackReport() {
    call.answering();
    call.waitMs(600);
    call.speaks();
    call.waitMs(1_000);
    call.heardPart(1, 0, "At nine.");
    call.silent();
    call.words("Price?");
    call.waitMs(600);
    call.writes(2, "It is ten dollars.");
    call.plays(2);
    assertThat(spoken(call.heardWhole(2))).isEmpty();
  }

  @Test
  void restIsSaidIfTheInterruptionHadNoWords() {
    call.answering();
    call.waitMs(600);
    call.speaks();
    call.waitMs(1_000);
    call.heardPart(1, 0, "At nine.");
    call.silent();
    assertThat(spoken(call.words(""))).containsExactly("And we close at five.");
  }

  @Test
  @DisplayName(
      "An answer that ended before it could be stopped is neither repeated nor asked again")
  void answerThatEndedBeforeTheStopIsNotRepeated() {
    call.answering();
    call.speaks();
    call.partial("And on Sunday");
    assertThat(call.heardWhole(1)).noneMatch(TurnRequested.class::isInstance);
    call.silent();
    List<Event> followed = call.words("And on Sunday?");
    assertThat(VirtualCall.lastRequest(followed).messages())
        .endsWith(
            new Message(Role.ASSISTANT, "At nine. And we close at five."),
            new Message(Role.USER, "And on Sunday?"));
  }

  @Test
  void oldAnswerIsNotSaidAfterAnApologyForLostWords() {
    call.answering();
    call.waitMs(600);
    call.speaks();
    call.silent();
    call.on(
        new dev.trunkline.events.TranscriptEvent.TranscriptionFailed(
            VirtualCall.CALL,
            VirtualCall.STREAM,
            call.now - 500,
            call.conversation().speech().endedMs(),
            dev.trunkline.events.FailureCategory.UNAVAILABLE,
            false,
            "",
            call.now));
    call.heardPart(1, 0, "At nine.");
    call.plays(2);
    assertThat(spoken(call.heardWhole(2))).isEmpty();
    assertThat(spoken(call.waitMs(5_000))).isEmpty();
  }

  @Test
  void hangUpIsForgottenIfTheCallerAsksMoreOverTheGoodbye() {
    call = new VirtualCall(Map.of("greetingInterruptible", "false")).greeted();
    call.says("Goodbye.");
    call.writes(1, "Goodbye!");
    call.plays(1);
    call.speaks();
    call.silent();
    call.words("When do you open?");
    call.heardWhole(1);
    call.waitMs(600);
    call.writes(2, "At nine.");
    call.plays(2);
    call.heardWhole(2);
    assertThat(call.waitMs(5_000))
        .noneMatch(dev.trunkline.events.GatewayCommand.HangUp.class::isInstance);
  }

  @Test
  @DisplayName("A hum over an answer is not the answer to the question at its end")
  void humBeforeTheQuestionIsNotItsAnswer() {
    speaking("Your order is on its way and comes on Friday. ", "How else can I help you today?");
    call.waitMs(900);
    over("Uh-huh.");
    call.waitMs(4_000);
    assertThat(call.heardWhole(1)).noneMatch(TurnRequested.class::isInstance);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Okay.", "Yeah.", "Mm-hmm.", "I see."})
  void wordsBeforeTheQuestionAreNotItsAnswer(String words) {
    speaking("Your order is on its way and comes on Friday. ", "How else can I help you today?");
    call.waitMs(900);
    over(words);
    call.waitMs(4_000);
    assertThat(call.heardWhole(1)).noneMatch(TurnRequested.class::isInstance);
  }

  @Test
  void humInAnotherLanguageIsNotTheAnswer() {
    call = new VirtualCall(Map.of("hums", "mhm, aha, ach so", "backChannels", "ja, genau"));
    speaking("Ihre Bestellung kommt am Freitag bei Ihnen an. ", "Was kann ich noch für Sie tun?");
    call.waitMs(900);
    over("Aha, ach so.");
    call.waitMs(4_000);
    assertThat(call.heardWhole(1)).noneMatch(TurnRequested.class::isInstance);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Yes.", "Yeah.", "Sure.", "Okay, yes.", "No.", "Yes, please."})
  @DisplayName("\"Yes.\" over the sentence after a question answers the question")
  void yesOverTheNextSentenceIsAnswered(String answer) {
    speaking(OFFER, PRICE);
    call.waitMs(2_600);
    List<Event> followed = new ArrayList<>(over(answer));
    assertThat(followed).anyMatch(Interrupt.class::isInstance);
    followed = new ArrayList<>(call.heardPart(1, 1, "It costs"));
    followed.addAll(call.waitMs(600));
    assertThat(VirtualCall.lastRequest(followed).messages().getLast())
        .isEqualTo(new Message(Role.USER, answer));
  }

  @Test
  void yesInAnotherLanguageIsAnswered() {
    call = new VirtualCall(Map.of("backChannels", "ja, genau, gern", "hums", "mhm, aha"));
    speaking("Soll ich das gleich für Sie buchen? ", "Es kostet zehn Euro und dauert zwei Tage.");
    call.waitMs(3_000);
    assertThat(over("Ja, gern.")).anyMatch(Interrupt.class::isInstance);
  }

  @Test
  void yesBeforeTheQuestionDoesNotStopTheAnswer() {
    speaking(PRICE + " ", OFFER, "It is easy.");
    call.waitMs(500);
    assertThat(over("Yes.")).noneMatch(Interrupt.class::isInstance);
    call.waitMs(4_000);
    assertThat(call.heardWhole(1)).noneMatch(TurnRequested.class::isInstance);
  }

  @Test
  void humOverTheNextSentenceDoesNotStopTheAnswer() {
    speaking(OFFER, PRICE);
    call.waitMs(2_600);
    assertThat(over("Mm-hmm.")).noneMatch(Interrupt.class::isInstance);
  }

  @Test
  void yesBeforeAnInterruptionIsAnsweredWithIt() {
    speaking("For Friday. ", "Shall I book it?");
    call.waitMs(1_600);
    over("Yes.");
    over("Tomorrow.");
    List<Event> followed = new ArrayList<>(call.heardPart(1, 1, "Shall I book it?"));
    followed.addAll(call.waitMs(600));
    assertThat(VirtualCall.lastRequest(followed).messages().getLast().text())
        .isEqualTo("Yes. Tomorrow.");
  }

  @Test
  @DisplayName("How far a slow voice had come is measured, not assumed")
  void slowVoiceIsMeasured() {
    call.started();
    call.plays(0);
    // 28 characters in five seconds.
    call = slow("Welcome to our little shop !");
    speaking("It comes on Friday. ", "Is that all right?");
    call.waitMs(2_000); // "It comes on"
    over("Yes.");
    call.waitMs(6_000);
    assertThat(call.heardWhole(1)).noneMatch(TurnRequested.class::isInstance);
  }

  private static VirtualCall slow(String greeting) {
    var slow = new VirtualCall(Map.of("GREETING", greeting)).started();
    slow.plays(0);
    slow.waitMs(5_000);
    slow.on(new PlaybackFinished(VirtualCall.CALL, VirtualCall.STREAM, 0, slow.now, slow.now));
    return slow;
  }

  private void speaking(String... segments) {
    if (call.now == 1_000) {
      call.greeted();
    }
    call.says("I want to know more.");
    call.waitMs(600);
    call.writes(1, segments);
    call.plays(1);
  }

  private List<Event> over(String words) {
    var followed = new ArrayList<>(call.speaks());
    call.waitMs(400);
    followed.addAll(call.silent());
    followed.addAll(call.words(words));
    return followed;
  }

  private static List<String> spoken(List<Event> events) {
    return events.stream()
        .filter(SegmentWritten.class::isInstance)
        .map(event -> ((SegmentWritten) event).text())
        .toList();
  }
}
