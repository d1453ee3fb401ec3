// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.Event;
import dev.trunkline.events.GatewayCommand.Interrupt;
import dev.trunkline.events.GatewayCommand.Pause;
import dev.trunkline.events.GatewayCommand.Resume;
import dev.trunkline.events.TranscriptEvent.AssistantHeard;
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

class FloorTest {
  private VirtualCall call = new VirtualCall();

  @Test
  void speechPausesPlaybackImmediately() {
    call.answering();
    assertThat(call.speaks()).containsExactly(new Pause(VirtualCall.CALL, 1, call.now));
  }

  @Test
  void twoWordsInterruptBeforeSpeechEnds() {
    call.answering();
    call.speaks();
    assertThat(call.partial("Friday")).isEmpty();
    assertThat(call.partial("Friday please"))
        .contains(new Interrupt(VirtualCall.CALL, 2, call.now));
    call.heardPart(1, 1, "And we");
    assertThat(call.events)
        .contains(new AssistantHeard(VirtualCall.CALL, 1, "At nine. And we", true, call.now));
  }

  @Test
  void singleStopWordInterrupts() {
    call.answering();
    call.speaks();
    assertThat(call.partial("Stop.")).anyMatch(Interrupt.class::isInstance);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Uh-huh.", "Okay, yeah.", "Mm-hmm", "I see.", "Right, right."})
  void backChannelResumesPlayback(String backChannel) {
    call.answering();
    call.speaks();
    assertThat(call.partial(backChannel)).isEmpty();
    var followed = new ArrayList<>(call.silent());
    followed.addAll(call.words(backChannel));
    assertThat(followed).hasSize(1).allMatch(Resume.class::isInstance);
    assertThat(call.heardWhole(1)).noneMatch(TurnRequested.class::isInstance);
  }

  @Test
  void noiseResumesPlayback() {
    call.answering();
    call.speaks();
    call.silent();
    assertThat(call.words("")).containsExactly(new Resume(VirtualCall.CALL, 1, call.now));
  }

  @Test
  void oneMeaningfulWordInterruptsWhenFinal() {
    call.answering();
    call.speaks();
    call.partial("Friday");
    call.silent();
    assertThat(call.words("Friday.")).anyMatch(Interrupt.class::isInstance);
    List<Event> after = call.heardPart(1, 0, "At nine.");
    assertThat(requested(after).messages())
        .endsWith(new Message(Role.ASSISTANT, "At nine."), new Message(Role.USER, "Friday."));
  }

  @Test
  void longSpeechInterruptsWithoutWords() {
    call.answering();
    call.speaks();
    assertThat(call.waitMs(999)).isEmpty();
    assertThat(call.waitMs(1)).anyMatch(Interrupt.class::isInstance);
  }

  @Test
  void continuedBackChannelsDoNotInterrupt() {
    call.answering();
    call.speaks();
    call.partial("Yeah, okay, right");
    assertThat(call.waitMs(1_400)).isEmpty();
    call.silent();
    assertThat(call.words("Yeah, okay, right.")).anyMatch(Resume.class::isInstance);
  }

  @Test
  void playbackResumesIfNoTranscriptArrives() {
    call.answering();
    call.speaks();
    call.silent();
    assertThat(call.waitMs(1_999)).isEmpty();
    assertThat(call.waitMs(1)).containsExactly(new Resume(VirtualCall.CALL, 1, call.now));
  }

  @Test
  void playbackStaysPausedBetweenTwoNoises() {
    call.answering();
    call.speaks();
    call.silent();
    assertThat(call.speaks()).as("paused already").isEmpty();
    assertThat(
            call.on(
                new dev.trunkline.events.TranscriptEvent.FinalTranscript(
                    VirtualCall.CALL,
                    VirtualCall.STREAM,
                    0,
                    call.conversation().speech().endedMs(),
                    "",
                    1,
                    1)))
        .as("the caller speaks again")
        .isEmpty();
    call.waitMs(300);
    call.silent();
    assertThat(call.words("")).anyMatch(Resume.class::isInstance);
  }

  @Test
  void wordsBeforePlaybackBelongToTheQuestion() {
    call.greeted();
    call.says("When do you open?");
    call.speaks();
    call.silent();
    assertThat(call.words("On Sunday?")).anyMatch(Interrupt.class::isInstance);
    assertThat(requested(call.heardPart(1, 0, "")).messages())
        .last()
        .isEqualTo(new Message(Role.USER, "When do you open? On Sunday?"));
  }

  @Test
  void noiseBeforePlaybackDoesNotDelayTheAnswer() {
    call.greeted();
    call.says("When do you open?");
    assertThat(call.speaks()).containsExactly(new Pause(VirtualCall.CALL, 1, call.now));
    call.silent();
    assertThat(call.words("")).containsExactly(new Resume(VirtualCall.CALL, 1, call.now));
  }

  @Test
  void backChannelOverAQuestionIsItsAnswer() {
    call.greeted();
    call.says("Can you book it?");
    call.writes(1, "For Friday. ", "Shall I book it?");
    call.plays(1);
    call.waitMs(1_500);
    call.speaks();
    call.silent();
    assertThat(call.words("Yes.")).anyMatch(Resume.class::isInstance);
    assertThat(requested(call.heardWhole(1)).messages())
        .last()
        .isEqualTo(new Message(Role.USER, "Yes."));
  }

  @Test
  @DisplayName("An uninterruptible turn is not paused, and the caller is answered after it")
  void uninterruptibleTurnIsNotPaused() {
    call = new VirtualCall(Map.of("greetingInterruptible", "false")).started();
    call.plays(0);
    assertThat(call.says("I want to book a table.")).isEmpty();
    List<Event> after = call.heardWhole(0);
    assertThat(requested(after).messages())
        .endsWith(
            new Message(Role.ASSISTANT, "Hello."),
            new Message(Role.USER, "I want to book a table."));
  }

  @Test
  void turnFinishedBeforeThePauseIsNotInterrupted() {
    call.answering();
    call.speaks();
    call.heardWhole(1);
    call.waitMs(400);
    call.silent();
    assertThat(call.words("And on Sunday?")).noneMatch(Interrupt.class::isInstance);
    assertThat(call.events).filteredOn(TurnRequested.class::isInstance).hasSize(2);
  }

  @Test
  void backChannelsAndStopWordsAreConfigurable() {
    call =
        new VirtualCall(
            Map.of("backChannels", "ja, genau, ach so", "stopWords", "halt, Moment mal"));
    call.answering();
    call.speaks();
    assertThat(call.partial("Ach so, genau")).isEmpty();
    assertThat(call.partial("Ach so, Moment mal")).anyMatch(Interrupt.class::isInstance);
  }

  private static TurnRequested requested(List<Event> events) {
    return events.stream()
        .filter(TurnRequested.class::isInstance)
        .map(TurnRequested.class::cast)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no turn requested in " + events));
  }
}
