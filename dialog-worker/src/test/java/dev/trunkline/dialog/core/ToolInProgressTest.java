// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.Event;
import dev.trunkline.events.GatewayCommand.Interrupt;
import dev.trunkline.events.GatewayCommand.Resume;
import dev.trunkline.events.PlaybackEvent.PlaybackFinished;
import dev.trunkline.events.PlaybackEvent.PlaybackInterrupted;
import dev.trunkline.events.PlaybackEvent.PlaybackStarted;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.TranscriptEvent.PartialTranscript;
import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.Role;
import dev.trunkline.events.TurnEvent.ToolCall;
import dev.trunkline.events.TurnEvent.ToolRequested;
import dev.trunkline.events.TurnEvent.ToolReturned;
import dev.trunkline.events.TurnEvent.TurnRequested;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers say while a tool is in progress, or before an answer was heard. */
class ToolInProgressTest extends DialogRig {
  private static final ToolCall BOOK = new ToolCall("call_1_0", "book", "{\"people\":2}");
  private static final Message QUESTION = new Message(Role.USER, "Please book a table.");
  private static final Message UNDER_WAY = new Message(Role.TOOL, History.NO_RESULT_YET, BOOK);
  private static final Message BOOKED = new Message(Role.TOOL, "booked", BOOK);

  @Test
  @DisplayName("Words over a booking in progress: the next answer knows that it was requested")
  void wordsOverABookingDoNotStartItAgain() {
    asked();
    on(bookRequested());
    List<Message> messages = interruptedBy("Under the name Miller.");
    assertThat(messages)
        .endsWith(QUESTION, UNDER_WAY, new Message(Role.USER, "Under the name Miller."));
  }

  @Test
  @DisplayName("A result that arrives before the next question stands behind its own")
  void historyKeepsQuestionCallAndResultInOrder() {
    asked();
    on(bookRequested());
    on(booked());
    assertThat(interruptedBy("For two."))
        .endsWith(QUESTION, BOOKED, new Message(Role.USER, "For two."));
  }

  @Test
  @DisplayName("A tool's record that is read late still stands behind its question")
  void lateRecordOfAToolStandsBehindItsQuestion() {
    asked();
    on(started(3_200));
    now += 1_100;
    deadline();
    on(new PlaybackInterrupted(CALL, STREAM, 1, 0, "", 0, 3_300, null, now));
    on(bookRequested());
    on(booked());
    on(ended(3_200, 4_900));
    assertThat(requested(on(words(3_200, 4_900, "For two."))).messages())
        .endsWith(QUESTION, BOOKED, new Message(Role.USER, "For two."));
  }

  @Test
  @DisplayName("A noise that stopped a booking's answer is followed by that answer")
  void noiseOverABookingIsFollowedByItsAnswer() {
    asked();
    on(bookRequested());
    on(started(3_200));
    now += 1_100;
    assertThat(deadline()).anyMatch(Interrupt.class::isInstance);
    on(new PlaybackInterrupted(CALL, STREAM, 1, 0, "", 0, 3_300, null, now));
    on(ended(3_200, 4_900));
    assertThat(requested(on(words(3_200, 4_900, ""))).messages()).endsWith(QUESTION, UNDER_WAY);
  }

  @Test
  @DisplayName("The result replaces the call in progress, once")
  void resultReplacesTheCallUnderWay() {
    asked();
    on(bookRequested());
    interruptedBy("Under the name Miller.");
    on(booked());
    on(booked());
    assertThat(Objects.requireNonNull(conversation).history().lines())
        .containsSubsequence(QUESTION, BOOKED)
        .doesNotContain(UNDER_WAY);
  }

  @Test
  void safeToolMayBeRequestedAgain() {
    asked();
    on(new ToolRequested(CALL, 1, BOOK, true, now));
    assertThat(interruptedBy("And tomorrow?")).noneMatch(line -> line.call() != null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Okay.", "Mm-hmm.", "Uh-huh, yeah.", "All right."})
  @DisplayName("A hum does not stop an answer that has no sound yet")
  void humBeforeTheFirstSoundLetsTheAnswerComeOn(String hum) {
    asked();
    on(started(3_200));
    on(ended(3_200, 3_600));
    assertThat(on(words(3_200, 3_600, hum))).containsExactly(new Resume(CALL, 1, now));
    assertThat(answerHeard()).noneMatch(TurnRequested.class::isInstance);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Hello?", "Hello? Are you there?", "Can you hear me?", "Hello, hello!"})
  @DisplayName("\"Hello?\" into a turn of which only the filler was heard lets it go on")
  void helloBehindTheFillerLetsTheAnswerComeOn(String hello) {
    asked();
    on(new SegmentWritten(CALL, 1, 0, "One moment. ", 0, now));
    on(new PlaybackStarted(CALL, STREAM, 1, 3_200, now, now));
    on(started(4_000));
    assertThat(on(partial(4_000, hello))).isEmpty();
    on(ended(4_000, 4_600));
    assertThat(on(words(4_000, 4_600, hello))).containsExactly(new Resume(CALL, 1, now));
  }

  @Test
  void helloOverTheAnswerItselfInterruptsIt() {
    asked();
    on(new SegmentWritten(CALL, 1, 0, "It is ten dollars. ", 1, now));
    on(new PlaybackStarted(CALL, STREAM, 1, 3_200, now, now));
    on(started(4_000));
    on(ended(4_000, 4_600));
    assertThat(on(words(4_000, 4_600, "Hello?"))).anyMatch(Interrupt.class::isInstance);
  }

  @Test
  @DisplayName("A filler is no answer: the question is answered after a noise stopped it")
  void noiseOverTheFillerIsFollowedByTheAnswer() {
    asked();
    on(new SegmentWritten(CALL, 1, 0, "One moment. ", 0, now));
    on(new PlaybackStarted(CALL, STREAM, 1, 3_200, now, now));
    on(started(4_000));
    now += 1_100;
    deadline();
    on(new PlaybackInterrupted(CALL, STREAM, 1, 0, "One moment.", 0, 4_300, null, now));
    on(ended(4_000, 5_200));
    assertThat(requested(on(words(4_000, 5_200, ""))).messages())
        .endsWith(QUESTION, new Message(Role.ASSISTANT, "One moment."));
  }

  private void asked() {
    greeted();
    said(2_000, 3_000, "Please book a table.");
  }

  private ToolRequested bookRequested() {
    return new ToolRequested(CALL, 1, BOOK, false, now);
  }

  private ToolReturned booked() {
    return new ToolReturned(CALL, 1, BOOK, "booked", false, List.of(), now);
  }

  private PartialTranscript partial(long startMs, String text) {
    return new PartialTranscript(CALL, STREAM, startMs, text, now);
  }

  /** Before anything of the answer was heard. */
  private List<Message> interruptedBy(String words) {
    on(started(3_200));
    on(partial(3_200, words));
    on(new PlaybackInterrupted(CALL, STREAM, 1, 0, "", 0, 3_300, null, now));
    on(ended(3_200, 4_000));
    return requested(on(words(3_200, 4_000, words))).messages();
  }

  private List<Event> answerHeard() {
    on(new SegmentWritten(CALL, 1, 0, "It is booked.", 1, now));
    on(new PlaybackStarted(CALL, STREAM, 1, 3_900, now, now));
    return on(new PlaybackFinished(CALL, STREAM, 1, 5_000, now));
  }
}
