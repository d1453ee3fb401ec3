// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.GatewayCommand.HangUp;
import dev.trunkline.events.PlaybackEvent.PlaybackFinished;
import dev.trunkline.events.PlaybackEvent.PlaybackInterrupted;
import dev.trunkline.events.PlaybackEvent.PlaybackStarted;
import dev.trunkline.events.topic.OutboundAudio.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When speech is sent, and what is reported of it. */
class PlayoutTest extends PlayoutRig {
  private final List<String> marks = new ArrayList<>();

  @Test
  void speechIsSentTheLeadTimeAheadOfPlayback() {
    for (int chunk = 0; chunk < 20; chunk++) {
      playout.add(speech(1, 0, chunk, End.NOTHING, ""), 0);
    }

    assertThat(line.taken()).as("200 ms ahead").hasSize(4);
    advanceMs(20);
    assertThat(line.taken()).containsExactly("audio 1:0:2", "mark 1:0:2:0");
    advanceMs(20);
    assertThat(line.taken()).isEmpty();
    advanceMs(80);
    assertThat(line.taken()).containsExactly("audio 1:0:3", "mark 1:0:3:0");
  }

  @Test
  void afterAStallTheLeadTimeIsRestored() {
    for (int chunk = 0; chunk < 20; chunk++) {
      playout.add(speech(1, 0, chunk, End.NOTHING, ""), 0);
    }
    line.taken();

    advanceMs(1_000);

    assertThat(line.taken()).hasSize(4);
    assertThat(count("trunkline.gateway.playback.underruns")).isEqualTo(1);
  }

  @Test
  void turnIsReportedAtItsStartAndWhenItsLastMarkReturns() {
    line.mediaMs = 4_240;
    playout.add(speech(1, 0, 0, End.SEGMENT, "Yes. "), 77);
    playout.add(speech(1, 1, 0, End.TURN, "Well."), 99);
    assertThat(events)
        .containsExactly(new PlaybackStarted(CALL, "MZ1", 1, 4_240, 4_240L, 77, nowMs));

    advanceMs(100);
    playout.markReturned("1:0:0:0");
    assertThat(events).hasSize(1);
    line.mediaMs = 4_440;
    advanceMs(100);
    playout.markReturned("1:1:0:0");

    assertThat(events.getLast()).isEqualTo(new PlaybackFinished(CALL, "MZ1", 1, 4_440, nowMs));
    assertThat(events).hasSize(2);
  }

  @Test
  void endOfTurnChunkMayHaveNoAudio() {
    playout.add(speech(1, 0, 0, End.SEGMENT, "Yes."), 0);
    playout.add(silent(1, 1, 0, End.TURN), 0);
    assertThat(line.taken()).containsExactly("audio 1:0:0", "mark 1:0:0:0", "mark 1:1:0:0");

    advanceMs(110);
    playout.markReturned("1:0:0:0");
    playout.markReturned("1:1:0:0");

    assertThat(events.getLast()).isInstanceOf(PlaybackFinished.class);
  }

  @Test
  void turnWithoutAudioForItsRestReportsTheWordsHeard() {
    playout.add(speech(1, 0, 0, End.SEGMENT, "Yes. "), 0);
    playout.add(silent(1, 2, 0, End.TURN), 0);
    advanceMs(110);
    playout.markReturned("1:2:0:0");

    PlaybackInterrupted told = interrupted(1);
    assertThat(told.wasUnspoken()).isTrue();
    assertThat(told.segment()).isZero();
    assertThat(told.segmentHeard()).isEqualTo("Yes.");
    assertThat(told.heardMs()).isEqualTo(100);
    assertThat(events).hasSize(2);
  }

  @Test
  void turnWithABrokenOffSegmentIsUnspoken() {
    playout.add(speech(1, 0, 0, End.NOTHING, "Yes, we "), 0);
    playout.add(silent(1, 1, 0, End.TURN), 0);
    advanceMs(110);
    playout.markReturned("1:1:0:0");

    assertThat(interrupted(1).wasUnspoken()).isTrue();
    assertThat(interrupted(1).segmentHeard()).isEqualTo("Yes, we");
  }

  @Test
  void turnWithoutAnyAudioIsUnspokenFromItsStart() {
    playout.add(silent(1, 1, 0, End.TURN), 0);
    advanceMs(10);
    playout.markReturned("1:1:0:0");

    assertThat(interrupted(1).wasUnspoken()).isTrue();
    assertThat(interrupted(1).segmentHeard()).isEmpty();
    assertThat(events).hasSize(1);
  }

  @Test
  void resumedTurnIsStillHeardToItsEnd() {
    say(1, 0, "One two three four five. ");
    say(1, 1, "Six.");
    playout.add(silent(1, 2, 0, End.TURN), 0);
    advanceMs(150);
    playout.pause(1);
    advanceMs(500);
    playout.resume(1);
    for (int i = 0; i < 40; i++) {
      line.taken().stream()
          .filter(sent -> sent.startsWith("mark "))
          .forEach(mark -> marks.add(mark.substring(5)));
      advanceMs(20);
      marks.forEach(playout::markReturned);
    }

    assertThat(events.getLast()).isInstanceOf(PlaybackFinished.class);
  }

  @Test
  void repeatedSpeechIsPlayedOnce() {
    playout.add(speech(1, 0, 0, End.NOTHING, ""), 0);
    playout.add(speech(1, 0, 1, End.SEGMENT, ""), 0);
    line.taken();

    playout.add(speech(1, 0, 0, End.NOTHING, ""), 0);
    playout.add(speech(1, 0, 1, End.SEGMENT, ""), 0);
    playout.add(speech(0, 0, 0, End.TURN, ""), 0);
    advanceMs(500);

    assertThat(line.taken()).isEmpty();
    assertThat(dropped("repeated")).isEqualTo(3);
  }

  @Test
  void repeatedSegmentContinuesAfterTheQueuedWords() {
    playout.add(speech(1, 0, 0, End.NOTHING, "We are ope"), 0);
    playout.add(speech(1, 0, 1, End.NOTHING, "n fr"), 0);
    playout.add(speech(1, 0, 0, End.NOTHING, "We are "), 0);
    playout.add(speech(1, 0, 1, End.NOTHING, "open f"), 0);
    playout.add(speech(1, 0, 2, End.NOTHING, "rom n"), 0);
    playout.add(speech(1, 0, 3, End.SEGMENT, "ine."), 0);
    playout.add(silent(1, 1, 0, End.TURN), 0);
    advanceMs(300);

    assertThat(line.taken().stream().filter(sent -> sent.startsWith("audio")))
        .containsExactly("audio 1:0:0", "audio 1:0:1", "audio 1:0:2 of 720", "audio 1:0:3");
  }

  @Test
  void laterTurnWaitsForTheOneThatPlays() {
    playout.add(speech(1, 0, 0, End.TURN, ""), 0);
    playout.add(speech(2, 0, 0, End.TURN, ""), 0);

    assertThat(line.taken())
        .containsExactly("audio 1:0:0", "mark 1:0:0:0", "audio 2:0:0", "mark 2:0:0:0");
  }

  @Test
  void turnBeyondTheQueueLimitIsCutAndReported() {
    Playout small = playout(Duration.ofMillis(250));
    for (int chunk = 0; chunk < 10; chunk++) {
      small.add(speech(1, 0, chunk, chunk == 9 ? End.TURN : End.NOTHING, "w" + chunk + " "), 0);
    }
    assertThat(dropped("queue-full")).isEqualTo(6);

    for (int chunk = 0; chunk < 5; chunk++) {
      nowMs += 110;
      small.tick();
      small.markReturned("1:0:" + chunk + ":0");
    }

    PlaybackInterrupted cut = (PlaybackInterrupted) events.getLast();
    assertThat(cut.segmentHeard()).isEqualTo("w0 w1 w2 w3");
    assertThat(cut.heardMs()).isEqualTo(400);
    small.add(speech(2, 0, 0, End.TURN, "next"), 0);
    assertThat(events.getLast().turn()).isEqualTo(2);
  }

  @Test
  void lostStreamCutsItsTurnAndKeepsLaterOnes() {
    say(1, 0, "one two three");
    playout.add(speech(2, 0, 0, End.TURN, "Two."), 0);
    advanceMs(80);
    line.taken();

    playout.detach();
    assertThat(interrupted(1).segmentHeard()).isEqualTo("one two");
    playout.add(speech(1, 1, 0, End.TURN, "rest"), 0);
    advanceMs(1_000);
    assertThat(line.taken()).isEmpty();

    var next = new RecordingStream("MZ2");
    playout.attach(next);
    assertThat(next.taken()).containsExactly("audio 2:0:0", "mark 2:0:0:2");
    nowMs += 100;
    playout.markReturned("2:0:0:2");
    assertThat(events.getLast()).isEqualTo(new PlaybackFinished(CALL, "MZ2", 2, 0, nowMs));
  }

  @Test
  void everyTurnIsReportedAtTheEndOfTheCall() {
    say(1, 0, "one two three");
    playout.add(speech(2, 0, 0, End.TURN, "Two."), 0);
    advanceMs(80);

    playout.end();

    assertThat(interrupted(1).segmentHeard()).isEqualTo("one two");
    assertThat(interrupted(2).segmentHeard()).isEmpty();
    assertThat(events.stream().filter(e -> e instanceof PlaybackInterrupted)).hasSize(2);
  }

  @Test
  void hangUpWaitsUntilItsTurnWasHeard() {
    playout.hangUpAfter(1);
    playout.add(speech(1, 0, 0, End.TURN, "Bye."), 0);
    advanceMs(100);
    assertThat(hangUps).isZero();

    playout.markReturned("1:0:0:0");

    assertThat(hangUps).isEqualTo(1);
    advanceMs(60_000);
    assertThat(hangUps).isEqualTo(1);
  }

  @Test
  void hangUpIsImmediateIfItsTurnIsOver() {
    playout.interrupt(3);
    playout.hangUpAfter(2);

    assertThat(hangUps).isEqualTo(1);
  }

  @Test
  void immediateHangUpNeedsNoTurnOfThisGateway() {
    playout.hangUpAfter(HangUp.immediately("CA1", 0).afterTurn());

    assertThat(hangUps).isEqualTo(1);
  }

  @Test
  void hangUpTimesOutWithoutSpeech() {
    playout.hangUpAfter(1);
    advanceMs(15_000);
    assertThat(hangUps).isZero();

    advanceMs(20);

    assertThat(hangUps).isEqualTo(1);
  }

  @Test
  void assistantIsAudibleWhileItsSpeechPlays() {
    assertThat(playout.isAudible()).isFalse();
    playout.add(speech(1, 0, 0, End.TURN, "Yes."), 0);
    assertThat(playout.isAudible()).isTrue();
    advanceMs(100);
    assertThat(playout.isAudible()).isFalse();
  }
}
