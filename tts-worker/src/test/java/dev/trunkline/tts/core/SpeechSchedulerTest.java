// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

import static dev.trunkline.tts.core.SegmentChunkerRig.spread;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.topic.OutboundAudio.End;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.tts.core.SpeechAction.Dropped.Reason;
import dev.trunkline.tts.core.VoiceMessage.Audio;
import dev.trunkline.tts.core.VoiceRequest.CloseContext;
import dev.trunkline.tts.core.VoiceRequest.OpenContext;
import dev.trunkline.tts.core.VoiceRequest.SpeakText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is synthesised in which contexts, and what a successor needs. */
class SpeechSchedulerTest extends SpeechRig {
  @Test
  void turnUsesOneContextAndEndsWithAnEmptyChunk() {
    segment(0, 0, "Hello. ");
    assertThat(actions).containsExactly(new SpeechAction.Connect(1, 0), new SpeechAction.Hold(100));
    opened(1);
    segment(0, 1, "How are you?");
    end(0, 2);
    assertThat(sent())
        .containsExactly(
            new OpenContext("t0-1"),
            new SpeakText("t0-1", "Hello. "),
            new SpeakText("t0-1", "How are you? "),
            new CloseContext("t0-1"));
    audio(1, "t0-1", "Hello. ");
    audio(1, "t0-1", "How are you? ");
    assertThat(published()).noneMatch(c -> c.end() == End.TURN);
    endContext(1, "t0-1");
    assertThat(chunks())
        .containsExactly(
            "0/0/0 NOTHING", "0/0/1 SEGMENT", "0/1/0 NOTHING", "0/1/1 SEGMENT", "0/2/0 TURN");
    assertThat(actions.getLast()).isEqualTo(new SpeechAction.Release());
  }

  @Test
  void audioGoesToTheLatestReturnAddress() {
    segment(0, 0, "Hello. ");
    opened(1);
    ReturnAddress other = ReturnAddress.ofGateway("b");
    on(new SpeechInput.ReplyRead(new SegmentWritten("CA1", 0, 1, "You. ", 0, 0), offset++, other));
    audio(1, "t0-1", "Hello. ");
    assertThat(actions)
        .filteredOn(SpeechAction.Publish.class::isInstance)
        .isNotEmpty()
        .allMatch(a -> ((SpeechAction.Publish) a).to().equals(other));
  }

  @Test
  void holdFollowsTheFinishedSegments() {
    segment(0, 0, "One. ");
    segment(0, 1, "Two. ");
    opened(1);
    audio(1, "t0-1", "One. ");
    audio(1, "t0-1", "Two. ");
    end(0, 2);
    endContext(1, "t0-1");
    assertThat(actions)
        .filteredOn(a -> a instanceof SpeechAction.Hold || a instanceof SpeechAction.Release)
        .containsExactly(
            new SpeechAction.Hold(100),
            new SpeechAction.Hold(101),
            new SpeechAction.Release(),
            new SpeechAction.Hold(102),
            new SpeechAction.Release());
  }

  @Test
  void successorContinuesInTheMiddleOfATurn() {
    segment(4, 2, "Third. ");
    end(4, 3);
    opened(1);
    audio(1, "t4-1", "Third. ");
    endContext(1, "t4-1");
    assertThat(chunks()).containsExactly("4/2/0 NOTHING", "4/2/1 SEGMENT", "4/3/0 TURN");
  }

  @Test
  void successorThatReadsOnlyTheEndEndsTheTurn() {
    end(4, 3);
    assertThat(chunks()).containsExactly("4/3/0 TURN");
    assertThat(sent()).isEmpty();
  }

  @Test
  void repeatedRecordsAreDropped() {
    segment(0, 0, "Hello. ");
    opened(1);
    segment(0, 0, "Hello. ");
    audio(1, "t0-1", "Hello. ");
    segment(0, 0, "Hello. ");
    end(0, 1);
    end(0, 1);
    endContext(1, "t0-1");
    end(0, 1);
    segment(0, 1, "More. ");
    assertThat(sent()).filteredOn(SpeakText.class::isInstance).hasSize(1);
    assertThat(published()).filteredOn(c -> c.end() == End.TURN).hasSize(1);
    assertThat(dropped(Reason.REPEATED)).isEqualTo(5);
  }

  @Test
  void raisedFloorStopsTheTurnAndDropsItsLateAudio() {
    segment(1, 0, "A long story. ");
    opened(1);
    audio(1, "t1-1", "A lo");
    segment(1, 1, "And more. ");
    actions.clear();
    floor(2);
    assertThat(sent()).containsExactly(new CloseContext("t1-1"));
    assertThat(actions).endsWith(new SpeechAction.Release());
    audio(1, "t1-1", "ng story. ");
    segment(1, 2, "Too late. ");
    end(1, 3);
    assertThat(published()).isEmpty();
    assertThat(dropped(Reason.LATE_AUDIO)).isEqualTo(1);
    assertThat(dropped(Reason.BELOW_FLOOR)).isEqualTo(4);
    segment(2, 0, "Sorry? ");
    assertThat(sent()).endsWith(new OpenContext("t2-1"), new SpeakText("t2-1", "Sorry? "));
  }

  @Test
  void floorNeverFalls() {
    floor(5);
    floor(3);
    segment(4, 0, "No. ");
    opened(1);
    assertThat(sent()).isEmpty();
  }

  @Test
  void turnWithoutSpeakableTextOpensNoContext() {
    segment(0, 0, "… ");
    end(0, 1);
    opened(1);
    floor(1);
    end(1, 0);
    assertThat(sent()).isEmpty();
    assertThat(chunks()).containsExactly("0/0/0 SEGMENT", "0/1/0 TURN", "1/0/0 TURN");
  }

  @Test
  void fourthContextWaitsUntilOneIsReleased() {
    warmUp();
    for (int turn = 0; turn < 3; turn++) {
      segment(turn, 0, "Hello. ");
      floor(turn + 1);
    }
    segment(3, 0, "Fourth. ");
    assertThat(sent()).noneMatch(r -> r.equals(new OpenContext("t3-1")));
    audio(1, "t1-1", "Hel");
    assertThat(sent()).noneMatch(r -> r.equals(new OpenContext("t3-1")));
    endContext(1, "t1-1");
    assertThat(sent()).endsWith(new OpenContext("t3-1"), new SpeakText("t3-1", "Fourth. "));
  }

  @Test
  void turnWaitsUntilThePreviousOneIsFinished() {
    warmUp();
    segment(0, 0, "Hello. ");
    end(0, 1);
    segment(1, 0, "Again. ");
    audio(1, "t0-1", "Hello. ");
    assertThat(sent()).noneMatch(r -> r.equals(new OpenContext("t1-1")));
    endContext(1, "t0-1");
    assertThat(sent()).endsWith(new OpenContext("t1-1"), new SpeakText("t1-1", "Again. "));
  }

  @Test
  void laterTurnEndsAnEarlierOneWithoutEnd() {
    warmUp();
    segment(0, 0, "Hello. ");
    audio(1, "t0-1", "Hello. ");
    segment(1, 0, "Again. ");
    assertThat(sent()).endsWith(new CloseContext("t0-1"));
    endContext(1, "t0-1");
    assertThat(chunks()).endsWith("0/1/0 TURN");
    assertThat(sent()).endsWith(new SpeakText("t1-1", "Again. "));
  }

  @Test
  @DisplayName(
      "The tail of a segment is published after a quiet period, even if its alignment outruns its"
          + " audio")
  void segmentTailIsPublishedAfterAQuietPeriod() {
    warmUp();
    segment(0, 0, "Hello. ");
    receive(1, new Audio("t0-1", new byte[150 * 8], spread("Hello. ", 400), false));
    assertThat(chunks()).containsExactly("0/0/0 NOTHING");
    tickAfter(300);
    assertThat(chunks()).containsExactly("0/0/0 NOTHING", "0/0/1 SEGMENT");
  }

  @Test
  void callEndClosesTheSocketAndReleasesTheHold() {
    warmUp();
    segment(0, 0, "Hello. ");
    actions.clear();
    on(new SpeechInput.CallClosed());
    assertThat(actions)
        .containsExactly(new SpeechAction.CloseSocket(1), new SpeechAction.Release());
    audio(1, "t0-1", "Hello. ");
    assertThat(published()).isEmpty();
  }

  @Test
  void unfinishedSegmentsAreBounded() {
    for (int i = 0; i < 600; i++) {
      segment(0, i, "Hello. ");
    }
    assertThat(dropped(Reason.TOO_MANY)).isEqualTo(100);
  }
}
