// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.Event;
import dev.trunkline.events.GatewayCommand.Interrupt;
import dev.trunkline.events.GatewayCommand.Pause;
import dev.trunkline.events.GatewayCommand.Resume;
import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.Role;
import dev.trunkline.events.TurnEvent.TurnRequested;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A loudspeaker returns the assistant's words, or sounds without words. */
class OwnWordsTest {
  private static final String ANSWER =
      "We are open Monday to Friday from nine in the morning to six in the evening. ";

  private final VirtualCall call = new VirtualCall();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "We are open Monday to Friday",
        "open monday to friday from nine",
        "In the morning to six.",
        "we are open monday the friday from nine",
        "to six in the evening",
        "Friday from nine in the morning to six in the evening."
      })
  @DisplayName("The assistant never answers its own words")
  void ownWordsAreNotAnswered(String echo) {
    answering();
    call.speaks();
    assertThat(call.partial(echo)).isEmpty();
    call.waitMs(600);
    call.silent();
    assertThat(call.words(echo)).containsExactly(new Resume(VirtualCall.CALL, 1, call.now));
    assertThat(call.heardWhole(1)).noneMatch(TurnRequested.class::isInstance);
  }

  @Test
  void lastWordsOfAnAnswerAreNotAnsweredAfterIt() {
    answering();
    call.speaks();
    call.heardWhole(1);
    call.waitMs(300);
    call.silent();
    assertThat(requests(call.words("to six in the evening"))).isEmpty();
    assertThat(requests(call.waitMs(5_000))).isEmpty();
  }

  @Test
  void callerMayRepeatTheAnswerAfterIt() {
    answering();
    call.heardWhole(1);
    call.waitMs(1_500);
    var events = new java.util.ArrayList<>(call.says("From nine in the morning to six?"));
    events.addAll(call.waitMs(2_000));
    assertThat(requests(events)).hasSize(1);
  }

  @Test
  @DisplayName("A caller who chooses one of the words on offer is heard")
  void choiceAmongTheWordsOnOfferInterrupts() {
    call.greeted();
    call.says("When can I come?");
    call.writes(1, "You can come on Tuesday or on Thursday. ", "Which one do you prefer?");
    call.plays(1);
    call.speaks();
    call.silent();
    assertThat(call.words("Thursday.")).anyMatch(Interrupt.class::isInstance);
  }

  @Test
  void oneOwnWordIsNotAnsweredOnALineThatReturnedMore() {
    answering();
    echoes("we are open monday");
    call.speaks();
    call.silent();
    assertThat(call.words("Friday")).noneMatch(Interrupt.class::isInstance);
  }

  @Test
  void questionBehindTheEchoIsAnswered() {
    answering();
    call.speaks();
    call.heardWhole(1);
    call.waitMs(1_500);
    call.silent();
    var events =
        new java.util.ArrayList<>(call.words("to six in the evening. How much is the delivery?"));
    events.addAll(call.waitMs(2_000));
    assertThat(requests(events).getFirst().messages())
        .last()
        .isEqualTo(new Message(Role.USER, "How much is the delivery?"));
  }

  @Test
  void anotherQuestionInterruptsAsAlways() {
    answering();
    call.speaks();
    assertThat(call.partial("How much")).anyMatch(Interrupt.class::isInstance);
  }

  @Test
  @DisplayName("A second sound without words does not stop the same answer again")
  void secondSoundWithoutWordsDoesNotPauseTheTurn() {
    answering();
    assertThat(call.speaks()).hasAtLeastOneElementOfType(Pause.class);
    call.silent();
    call.words("");
    assertThat(call.speaks()).isEmpty();
    assertThat(call.waitMs(3_000)).as("not even a long one").isEmpty();
    call.silent();
    assertThat(call.words("")).noneMatch(Interrupt.class::isInstance);
  }

  @Test
  void wordsInterruptWhereSoundsNoLongerPause() {
    answering();
    noise();
    call.speaks();
    assertThat(call.partial("Wait")).anyMatch(Interrupt.class::isInstance);
  }

  @Test
  void nextAnswerIsPausedByASoundAgain() {
    answering();
    noise();
    call.heardWhole(1);
    call.says("And on Sunday?");
    call.waitMs(1_000);
    call.writes(2, ANSWER);
    call.plays(2);
    assertThat(call.speaks()).hasAtLeastOneElementOfType(Pause.class);
  }

  private void answering() {
    call.greeted();
    call.says("When do you open?");
    call.writes(1, ANSWER);
    call.plays(1);
    call.waitMs(200);
  }

  private void noise() {
    call.speaks();
    call.silent();
    call.words("");
  }

  private void echoes(String words) {
    call.speaks();
    call.waitMs(600);
    call.silent();
    call.words(words);
  }

  private static List<TurnRequested> requests(List<Event> events) {
    return events.stream()
        .filter(TurnRequested.class::isInstance)
        .map(TurnRequested.class::cast)
        .toList();
  }
}
