// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.CallEvent.CallResumed;
import dev.trunkline.events.Event;
import dev.trunkline.events.FailureCategory;
import dev.trunkline.events.GatewayCommand.Interrupt;
import dev.trunkline.events.GatewayCommand.Pause;
import dev.trunkline.events.GatewayCommand.Resume;
import dev.trunkline.events.ReplyEvent.FloorRaised;
import dev.trunkline.events.ReplyEvent.ReplyEnded;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.TurnEvent.CallFacts;
import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.Role;
import dev.trunkline.events.TurnEvent.TurnCancelled;
import dev.trunkline.events.TurnEvent.TurnConfirmed;
import dev.trunkline.events.TurnEvent.TurnLatency;
import dev.trunkline.events.TurnEvent.TurnRequested;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SpeculationTest {
  private static final String CALL = VirtualCall.CALL;
  private VirtualCall call = new VirtualCall().greeted();

  @Test
  void answerIsRequestedEarlyAndPaused() {
    fallsSilent();
    assertThat(call.partial("when do you open"))
        .containsExactly(
            new Pause(CALL, 1, call.now),
            new TurnRequested(
                CALL,
                1,
                List.of(
                    new Message(Role.SYSTEM, "Be kind."),
                    new Message(Role.ASSISTANT, "Hello."),
                    new Message(Role.USER, "when do you open")),
                call.now,
                true,
                new CallFacts("+1", "+2", "1970-01-01T00:00:01Z", "UTC"),
                call.now));
  }

  @Test
  void pauseInSpeechTriggersASpeculation() {
    speaksFor(1_000);
    call.pauses();
    assertThat(call.partial("when do you and")).isEmpty();
    assertThat(call.partial("when do you open"))
        .startsWith(new Pause(CALL, 1, call.now))
        .anyMatch(TurnRequested.class::isInstance);
    call.waitMs(160);
    call.silent();
    assertThat(call.words("When do you open?")).contains(new TurnConfirmed(CALL, 1, call.now));
  }

  @Test
  void partialsAreWantedOnlyDuringPauses() {
    speaksFor(1_000);
    assertThat(call.conversation().wantsPartialsUntilMs()).isZero();
    call.pauses();
    assertThat(call.conversation().wantsPartialsUntilMs()).isEqualTo(call.now + 400);
    call.partial("when do you open");
    assertThat(call.conversation().wantsPartialsUntilMs()).isEqualTo(Long.MAX_VALUE);
    call.partial("when do you and");
    assertThat(call.conversation().wantsPartialsUntilMs()).isEqualTo(call.now + 400);
    call.silent();
    assertThat(call.conversation().wantsPartialsUntilMs()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void noSpeculationDuringSpeech() {
    speaksFor(1_000);
    assertThat(call.partial("when do you open?")).isEmpty();
    call.pauses();
    call.waitMs(500);
    assertThat(call.partial("when do you open? I")).isEmpty();
  }

  @Test
  void oneSpeculationIsReservedForTheEnd() {
    speaksFor(1_000);
    for (String more : List.of("when", "when do", "when do they")) {
      call.pauses();
      call.partial(more);
    }
    assertThat(call.events).filteredOn(TurnRequested.class::isInstance).hasSize(2);
    call.silent();
    assertThat(call.partial("when do they open")).anyMatch(TurnRequested.class::isInstance);
  }

  @Test
  void speechAfterAPauseGetsOneAnswer() {
    speaksFor(1_000);
    call.pauses();
    call.partial("when do you open?");
    call.waitMs(500);
    assertThat(call.partial("when do you open? On"))
        .startsWith(
            new TurnCancelled(CALL, 1, 2, "the caller goes on", call.now),
            new FloorRaised(CALL, 2, call.now));
    call.waitMs(500);
    call.pauses();
    call.partial("when do you open? On Sunday.");
    call.waitMs(160);
    call.silent();
    assertThat(call.words("When do you open? On Sunday."))
        .contains(new TurnConfirmed(CALL, 2, call.now));
    assertThat(call.events).filteredOn(TurnConfirmed.class::isInstance).hasSize(1);
  }

  @Test
  @DisplayName("The latency of a speculative answer counts from the end of the speech")
  void latencyCountsFromTheEndOfSpeech() {
    speaksFor(1_000);
    call.pauses();
    call.partial("when do you open?");
    long asked = call.now;
    call.waitMs(160);
    call.silent();
    long ended = call.now - VirtualCall.SILENCE_MS;
    call.words("When do you open?");
    call.waitMs(340);
    call.writes(1, "At nine.");
    call.plays(1);
    TurnLatency latency =
        requireNonNull(requireNonNull(call.conversation().turns().current()).latency());
    assertThat(latency.silenceWaitMs()).isEqualTo(asked - ended);
    assertThat(latency.transcriptMs() + latency.requestMs()).isZero();
    assertThat(latency.answerMs())
        .isEqualTo(
            latency.silenceWaitMs()
                + latency.firstTokenMs()
                + latency.firstSegmentMs()
                + latency.firstAudioMs()
                + latency.playoutMs());
  }

  @Test
  void confirmedAnswerIsResumed() {
    fallsSilent();
    call.partial("when do you open");
    assertThat(call.words("When do you open?"))
        .containsExactly(new TurnConfirmed(CALL, 1, call.now), new Resume(CALL, 1, call.now));
    call.writes(1, "At nine.");
    call.plays(1);
    call.heardWhole(1);
    assertThat(call.conversation().history().lines())
        .endsWith(
            new Message(Role.USER, "When do you open?"), new Message(Role.ASSISTANT, "At nine."));
  }

  @Test
  void confirmationWaitsForTheEndOfTheTurn() {
    fallsSilent();
    call.partial("when do you open");
    assertThat(call.wordsNow("When do you open?")).isEmpty();
    assertThat(call.waitMs(100)).anyMatch(Resume.class::isInstance);
  }

  @Test
  void wrongWordsAreAnsweredByANewRequest() {
    fallsSilent();
    call.partial("when do they");
    List<Event> after = call.words("When do you close?");
    assertThat(after)
        .startsWith(
            new TurnCancelled(CALL, 1, 2, "guessed wrong", call.now),
            new FloorRaised(CALL, 2, call.now),
            new Interrupt(CALL, 2, call.now));
    assertThat(VirtualCall.lastRequest(after).messages())
        .last()
        .isEqualTo(new Message(Role.USER, "When do you close?"));
  }

  @Test
  void continuedSpeechIsNeverAnsweredTwice() {
    fallsSilent();
    call.partial("when do you open");
    assertThat(call.speaks()).anyMatch(new Interrupt(CALL, 2, call.now)::equals);
    call.wordsNow("When do you open");
    call.waitMs(800);
    call.silent();
    call.words("on Sunday?");
    assertThat(call.events).filteredOn(TurnConfirmed.class::isInstance).isEmpty();
    assertThat(call.events).filteredOn(TurnRequested.class::isInstance).hasSize(2);
    assertThat(VirtualCall.lastRequest(call.events).messages())
        .last()
        .isEqualTo(new Message(Role.USER, "When do you open on Sunday?"));
  }

  @Test
  void noSpeculationOnAnUnfinishedSentence() {
    fallsSilent();
    assertThat(call.partial("my number is")).isEmpty();
    assertThat(call.partial("five five five")).isEmpty();
  }

  @Test
  void atMostThreeSpeculationsPerEndOfTurn() {
    fallsSilent();
    call.partial("a");
    for (String more : List.of("when", "when do", "when do they", "when do they open")) {
      call.partial(more);
    }
    assertThat(call.events).filteredOn(TurnRequested.class::isInstance).hasSize(3);
    assertThat(call.words("When do they open?")).hasAtLeastOneElementOfType(TurnRequested.class);
    assertThat(call.events).filteredOn(TurnRequested.class::isInstance).hasSize(4);
  }

  @Test
  void speculationCanBeDisabled() {
    call = new VirtualCall(Map.of("speculationTries", "0")).greeted();
    fallsSilent();
    assertThat(call.partial("when do you open")).isEmpty();
  }

  @Test
  void noSpeculationWhileTheAssistantSpeaks() {
    call = new VirtualCall().answering();
    call.speaks();
    call.silent();
    assertThat(call.partial("Friday")).noneMatch(TurnRequested.class::isInstance);
  }

  @Test
  void failedSpeculationIsRetriedSilently() {
    fallsSilent();
    call.partial("when do you open");
    assertThat(call.on(new ReplyEnded(CALL, 1, 0, FailureCategory.UNAVAILABLE, call.now)))
        .noneMatch(SegmentWritten.class::isInstance);
    assertThat(call.words("When do you open?")).anyMatch(TurnRequested.class::isInstance);
  }

  @Test
  @DisplayName(
      "A permanent failure of a speculative request is apologised for when the answer is due")
  void permanentFailureIsReportedWhenDue() {
    fallsSilent();
    call.partial("when do you open");
    assertThat(call.on(new ReplyEnded(CALL, 1, 0, FailureCategory.REFUSED, call.now))).isEmpty();
    assertThat(call.words("When do you open?"))
        .contains(new SegmentWritten(CALL, 2, 0, call.settings.apology(), 0, call.now));
    assertThat(call.conversation().history().lines())
        .last()
        .isEqualTo(new Message(Role.USER, "When do you open?"));
  }

  @Test
  void resumedCallIsAnsweredOnceAfterASpeculation() {
    fallsSilent();
    call.partial("when do you open");
    call.on(new CallResumed(CALL, "MZ2", "+1", "+2", call.now));
    assertThat(call.conversation().turns().current())
        .isNotNull()
        .extracting(Turn::assumedWords)
        .isNull();
    assertThat(call.events).filteredOn(TurnConfirmed.class::isInstance).isEmpty();
  }

  @Test
  void noiseIsNotAnswered() {
    fallsSilent();
    call.partial("when");
    assertThat(call.words("")).anyMatch(Interrupt.class::isInstance);
    assertThat(call.waitMs(5_000)).noneMatch(TurnRequested.class::isInstance);
  }

  private void fallsSilent() {
    speaksFor(1_000);
    call.silent();
  }

  private void speaksFor(long ms) {
    call.speaks();
    call.waitMs(ms);
  }
}
