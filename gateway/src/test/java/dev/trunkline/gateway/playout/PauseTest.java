// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.topic.OutboundAudio.End;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Pausing and resuming playback. */
class PauseTest extends PlayoutRig {
  @Test
  @DisplayName(
      "a pause stops playback immediately; the answer resumes at the word in which it stopped")
  void resumeRepeatsTheWordInWhichThePauseStopped() {
    say(1, 0, "one two three four");
    advanceMs(105);
    playout.markReturned("1:0:0:0");
    line.taken();
    int before = events.size();

    playout.pause(1);
    assertThat(line.taken()).containsExactly("clear", "fade 80");
    advanceMs(700);
    assertThat(line.taken()).isEmpty();
    playout.resume(1);

    // It stopped in "three", which starts 20 ms before the end of the first chunk.
    assertThat(line.taken())
        .containsExactly("audio 1:0:0 of 160", "mark 1:0:0:0:1", "audio 1:0:1", "mark 1:0:1:0:1");
    assertThat(events).hasSize(before);
    advanceMs(20);
    playout.markReturned("1:0:0:0:1");
    advanceMs(80);
    playout.interrupt(2);
    assertThat(interrupted(1).segmentHeard()).isEqualTo("one two three four");
    assertThat(interrupted(1).heardMs()).isEqualTo(180);
  }

  @Test
  void interruptedPausedTurnWasHeardUpToThePause() {
    say(1, 0, "one two three four");
    advanceMs(75);
    playout.pause(1);
    advanceMs(600);

    playout.interrupt(2);

    assertThat(interrupted(1).segmentHeard()).isEqualTo("one two");
    assertThat(interrupted(1).heardMs()).isEqualTo(75);
    line.taken();
    playout.add(speech(2, 0, 0, End.TURN, "Next."), 0);
    assertThat(line.taken()).as("the pause is over").hasSize(2);
  }

  @Test
  void turnPausedBeforeItsFirstAudioWaitsForResume() {
    playout.pause(1);
    playout.add(speech(1, 0, 0, End.TURN, "Yes."), 0);
    advanceMs(300);
    assertThat(line.taken()).isEmpty();
    assertThat(events).isEmpty();

    playout.resume(1);

    assertThat(line.taken()).containsExactly("audio 1:0:0", "mark 1:0:0:0");
    assertThat(events).hasSize(1);
  }

  @Test
  void pauseOfAnEndedOrInterruptedTurnIsIgnored() {
    playout.add(speech(1, 0, 0, End.TURN, "Yes."), 0);
    advanceMs(130);
    playout.markReturned("1:0:0:0");
    playout.interrupt(4);
    line.taken();

    playout.pause(1);
    playout.pause(3);
    playout.add(speech(4, 0, 0, End.TURN, "Next."), 0);

    assertThat(line.taken()).containsExactly("audio 4:0:0", "mark 4:0:0:4");
  }

  @Test
  void pauseAndResumeAreIdempotent() {
    say(1, 0, "one two three four");
    advanceMs(45);
    playout.pause(1);
    playout.pause(1);
    playout.resume(1);
    line.taken();
    playout.resume(1);
    playout.resume(2);
    assertThat(line.taken()).isEmpty();
    assertThat(count("trunkline.gateway.pauses")).isEqualTo(1);
    assertThat(count("trunkline.gateway.resumes")).isEqualTo(1);
  }

  @Test
  void pauseTimesOut() {
    playout.pause(1);
    playout.add(speech(1, 0, 0, End.TURN, "Yes."), 0);
    advanceMs(19_990);
    assertThat(line.taken()).isEmpty();
    advanceMs(20);
    assertThat(line.taken()).hasSize(2);
  }

  @Test
  void pauseEndsWhenTheStreamIsLost() {
    say(1, 0, "one two three four");
    advanceMs(75);
    playout.pause(1);
    playout.detach();
    assertThat(interrupted(1).segmentHeard()).isEqualTo("one two");
    var next = new RecordingStream("MZ2");
    playout.attach(next);
    playout.add(speech(2, 0, 0, End.TURN, "Back."), 0);
    assertThat(next.taken()).hasSize(2);
  }
}
