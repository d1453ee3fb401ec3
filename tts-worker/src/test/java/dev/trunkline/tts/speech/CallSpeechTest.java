// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.speech;

import static dev.trunkline.tts.speech.ChunkerTest.spread;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.topic.OutboundAudio.End;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.tts.elevenlabs.VoiceMessage.Sound;
import dev.trunkline.tts.elevenlabs.VoiceRequest.CloseContext;
import dev.trunkline.tts.elevenlabs.VoiceRequest.OpenContext;
import dev.trunkline.tts.elevenlabs.VoiceRequest.Say;
import dev.trunkline.tts.speech.SpeechAction.Dropped.Reason;
import org.junit.jupiter.api.Test;

/** What is said, in which contexts, and what a successor needs. */
class CallSpeechTest extends SpeechRig {
  @Test
  void aTurnIsSaidInOneContextAndEndsWithAChunkOfItsOwn() {
    segment(0, 0, "Hello. ");
    assertThat(done).containsExactly(new SpeechAction.Connect(1, 0), new SpeechAction.Hold(100));
    opened(1);
    segment(0, 1, "How are you?");
    end(0, 2);
    assertThat(sent())
        .containsExactly(
            new OpenContext("t0-1"),
            new Say("t0-1", "Hello. "),
            new Say("t0-1", "How are you? "),
            new CloseContext("t0-1"));
    hear(1, "t0-1", "Hello. ");
    hear(1, "t0-1", "How are you? ");
    assertThat(audio()).noneMatch(c -> c.end() == End.TURN);
    isFinal(1, "t0-1");
    assertThat(chunkNames())
        .containsExactly(
            "0/0/0 NOTHING", "0/0/1 SEGMENT", "0/1/0 NOTHING", "0/1/1 SEGMENT", "0/2/0 TURN");
    assertThat(done.getLast()).isEqualTo(new SpeechAction.Release());
  }

  @Test
  void audioGoesToTheAddressThatCameLast() {
    segment(0, 0, "Hello. ");
    opened(1);
    ReturnAddress other = ReturnAddress.ofGateway("b");
    collect(speech.reply(new SegmentWritten("CA1", 0, 1, "You. ", 0, 0), offset++, other, now));
    hear(1, "t0-1", "Hello. ");
    assertThat(done)
        .filteredOn(SpeechAction.Publish.class::isInstance)
        .isNotEmpty()
        .allMatch(a -> ((SpeechAction.Publish) a).to().equals(other));
  }

  @Test
  void theHoldMovesAlongWithTheFinishedSegments() {
    segment(0, 0, "One. ");
    segment(0, 1, "Two. ");
    opened(1);
    hear(1, "t0-1", "One. ");
    hear(1, "t0-1", "Two. ");
    end(0, 2);
    isFinal(1, "t0-1");
    assertThat(done)
        .filteredOn(a -> a instanceof SpeechAction.Hold || a instanceof SpeechAction.Release)
        .containsExactly(
            new SpeechAction.Hold(100),
            new SpeechAction.Hold(101),
            new SpeechAction.Release(),
            new SpeechAction.Hold(102),
            new SpeechAction.Release());
  }

  @Test
  void aSuccessorGoesOnInTheMiddleOfATurn() {
    segment(4, 2, "Third. ");
    end(4, 3);
    opened(1);
    hear(1, "t4-1", "Third. ");
    isFinal(1, "t4-1");
    assertThat(chunkNames()).containsExactly("4/2/0 NOTHING", "4/2/1 SEGMENT", "4/3/0 TURN");
  }

  @Test
  void aSuccessorThatReadsOnlyTheEndStillEndsTheTurn() {
    end(4, 3);
    assertThat(chunkNames()).containsExactly("4/3/0 TURN");
    assertThat(sent()).isEmpty();
  }

  @Test
  void repeatsAreDropped() {
    segment(0, 0, "Hello. ");
    opened(1);
    segment(0, 0, "Hello. ");
    hear(1, "t0-1", "Hello. ");
    segment(0, 0, "Hello. ");
    end(0, 1);
    end(0, 1);
    isFinal(1, "t0-1");
    end(0, 1);
    segment(0, 1, "More. ");
    assertThat(sent()).filteredOn(Say.class::isInstance).hasSize(1);
    assertThat(audio()).filteredOn(c -> c.end() == End.TURN).hasSize(1);
    assertThat(dropped(Reason.REPEATED)).isEqualTo(5);
  }

  @Test
  void aRaisedFloorStopsTheTurnAtOnceAndItsLateAudioIsDropped() {
    segment(1, 0, "A long story. ");
    opened(1);
    hear(1, "t1-1", "A lo");
    segment(1, 1, "And more. ");
    done.clear();
    floor(2);
    assertThat(sent()).containsExactly(new CloseContext("t1-1"));
    assertThat(done).endsWith(new SpeechAction.Release());
    hear(1, "t1-1", "ng story. ");
    segment(1, 2, "Too late. ");
    end(1, 3);
    assertThat(audio()).isEmpty();
    assertThat(dropped(Reason.LATE_AUDIO)).isEqualTo(1);
    assertThat(dropped(Reason.BELOW_FLOOR)).isEqualTo(4);
    segment(2, 0, "Sorry? ");
    assertThat(sent()).endsWith(new OpenContext("t2-1"), new Say("t2-1", "Sorry? "));
  }

  @Test
  void theFloorNeverFalls() {
    floor(5);
    floor(3);
    segment(4, 0, "No. ");
    opened(1);
    assertThat(sent()).isEmpty();
  }

  @Test
  void aTurnThatProducedNoTextOpensNoContext() {
    segment(0, 0, "… ");
    end(0, 1);
    opened(1);
    floor(1);
    end(1, 0);
    assertThat(sent()).isEmpty();
    assertThat(chunkNames()).containsExactly("0/0/0 SEGMENT", "0/1/0 TURN", "1/0/0 TURN");
  }

  @Test
  void noMoreThanThreeContextsAreInUseAndTheRestWaits() {
    warmUp();
    for (int turn = 0; turn < 3; turn++) {
      segment(turn, 0, "Hello. ");
      floor(turn + 1);
    }
    segment(3, 0, "Fourth. ");
    assertThat(sent()).noneMatch(r -> r.equals(new OpenContext("t3-1")));
    hear(1, "t1-1", "Hel");
    assertThat(sent()).noneMatch(r -> r.equals(new OpenContext("t3-1")));
    isFinal(1, "t1-1");
    assertThat(sent()).endsWith(new OpenContext("t3-1"), new Say("t3-1", "Fourth. "));
  }

  @Test
  void aTurnWaitsUntilTheOneBeforeItIsOver() {
    warmUp();
    segment(0, 0, "Hello. ");
    end(0, 1);
    segment(1, 0, "Again. ");
    hear(1, "t0-1", "Hello. ");
    assertThat(sent()).noneMatch(r -> r.equals(new OpenContext("t1-1")));
    isFinal(1, "t0-1");
    assertThat(sent()).endsWith(new OpenContext("t1-1"), new Say("t1-1", "Again. "));
  }

  @Test
  void aLaterTurnEndsOneWhoseEndNeverCame() {
    warmUp();
    segment(0, 0, "Hello. ");
    hear(1, "t0-1", "Hello. ");
    segment(1, 0, "Again. ");
    assertThat(sent()).endsWith(new CloseContext("t0-1"));
    isFinal(1, "t0-1");
    assertThat(chunkNames()).endsWith("0/1/0 TURN");
    assertThat(sent()).endsWith(new Say("t1-1", "Again. "));
  }

  @Test
  void theTailOfASegmentIsNotHeldBackWhenItsTimesOutrunItsSound() {
    warmUp();
    segment(0, 0, "Hello. ");
    sound(1, new Sound("t0-1", new byte[150 * 8], spread("Hello. ", 400), false));
    assertThat(chunkNames()).containsExactly("0/0/0 NOTHING");
    tickAfter(300);
    assertThat(chunkNames()).containsExactly("0/0/0 NOTHING", "0/0/1 SEGMENT");
  }

  @Test
  void theEndOfTheCallLeavesTheSocketAndHoldsNothing() {
    warmUp();
    segment(0, 0, "Hello. ");
    done.clear();
    collect(speech.end());
    assertThat(done).containsExactly(new SpeechAction.Leave(1), new SpeechAction.Release());
    hear(1, "t0-1", "Hello. ");
    assertThat(audio()).isEmpty();
  }

  @Test
  void aWriterGoneWildDoesNotFillTheMemory() {
    for (int i = 0; i < 600; i++) {
      segment(0, i, "Hello. ");
    }
    assertThat(dropped(Reason.TOO_MANY)).isEqualTo(100);
  }
}
