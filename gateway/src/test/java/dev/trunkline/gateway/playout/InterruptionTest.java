// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.PlaybackEvent;
import dev.trunkline.events.PlaybackEvent.PlaybackFinished;
import dev.trunkline.events.PlaybackEvent.PlaybackInterrupted;
import dev.trunkline.events.PlaybackEvent.PlaybackStarted;
import dev.trunkline.events.topic.OutboundAudio.End;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an interruption stops, and which words it reports as heard. */
class InterruptionTest extends PlayoutRig {
  @Test
  void interruptClearsAndReportsTheWordsHeard() {
    String text = "one two three four five six";
    playout.add(speech(1, 0, 0, End.SEGMENT, "Before. "), 0);
    say(1, 1, text);
    advanceMs(100);
    playout.markReturned("1:0:0:0");
    advanceMs(100);
    playout.markReturned("1:1:0:0");
    advanceMs(100);
    playout.markReturned("1:1:1:0");
    advanceMs(60);
    line.taken();

    playout.interrupt(2);

    assertThat(line.taken()).containsExactly("clear", "fade 80");
    // 10 ms a character: 260 ms into the segment is after "one two three four five si".
    assertThat(events.getLast())
        .isEqualTo(
            new PlaybackInterrupted(
                CALL, "MZ1", 1, 1, "one two three four five six", 360, 0, null, nowMs));
  }

  @Test
  void unheardCancelledTurnIsNotCountedAsInterrupted() {
    playout.pause(1);
    playout.add(speech(1, 0, 0, End.TURN, "Yes."), 0);
    playout.interrupt(2);
    assertThat(count("trunkline.gateway.interrupts")).isZero();

    say(2, 0, "one two three");
    advanceMs(100);
    playout.pause(2);
    playout.interrupt(3);
    assertThat(count("trunkline.gateway.interrupts")).isEqualTo(1);
  }

  @Test
  void wordHeardByLessThanHalfDoesNotCount() {
    say(1, 0, "one two extraordinary");
    advanceMs(100);
    playout.markReturned("1:0:0:0");
    advanceMs(20);

    playout.interrupt(2);

    assertThat(interrupted(1).segmentHeard()).isEqualTo("one two");
    assertThat(interrupted(1).heardMs()).isEqualTo(120);
  }

  @Test
  void playoutClockEstimatesHeardWordsBeforeAnyMark() {
    say(1, 0, "one two three four five");
    advanceMs(75);

    playout.interrupt(2);

    assertThat(interrupted(1).segmentHeard()).isEqualTo("one two");
  }

  @Test
  void lateMarkSetsThePlayoutClockBack() {
    say(1, 0, "one two three four five");
    advanceMs(180);
    playout.markReturned("1:0:0:0");
    advanceMs(10);

    playout.interrupt(2);

    assertThat(interrupted(1).heardMs()).as("100 confirmed, 10 since").isEqualTo(110);
  }

  @Test
  void speechBelowTheFloorIsDropped() {
    say(1, 0, "one two three four five six seven");
    playout.interrupt(2);
    line.taken();

    playout.add(speech(1, 1, 0, End.TURN, "more"), 0);
    advanceMs(1_000);

    assertThat(line.taken()).isEmpty();
    assertThat(dropped("below-floor")).isGreaterThan(1);
  }

  @Test
  void interruptIsIdempotent() {
    say(1, 0, "one two three");
    playout.interrupt(2);
    List<PlaybackEvent> once = List.copyOf(events);
    line.taken();

    playout.interrupt(2);
    playout.interrupt(1);

    assertThat(events).isEqualTo(once);
    assertThat(line.taken()).isEmpty();
    assertThat(count("trunkline.gateway.interrupts")).isEqualTo(1);
  }

  @Test
  void everyTurnBelowTheFloorIsReportedEvenIfUnknown() {
    say(1, 0, "one two three four five six seven eight nine");
    playout.add(speech(2, 0, 0, End.TURN, "later"), 0);

    playout.interrupt(4);

    assertThat(interrupted(2).segmentHeard()).isEmpty();
    assertThat(interrupted(3).segmentHeard()).isEmpty();
    assertThat(events).extracting(PlaybackEvent::turn).containsExactly(1, 1, 2, 3);
  }

  @Test
  void finishedTurnIsNotReportedAsInterrupted() {
    playout.add(speech(1, 0, 0, End.TURN, "Yes."), 0);
    advanceMs(130);
    playout.markReturned("1:0:0:0");
    int before = events.size();

    playout.interrupt(2);

    assertThat(events).hasSize(before);
    assertThat(events.getLast()).isInstanceOf(PlaybackFinished.class);
  }

  @Test
  void turnHeardToItsEndButUnconfirmedIsFinished() {
    playout.add(speech(1, 0, 0, End.TURN, "Yes."), 0);
    advanceMs(130);

    playout.interrupt(2);

    assertThat(events.getLast()).isInstanceOf(PlaybackFinished.class);
    playout.markReturned("1:0:0:0");
    assertThat(events).hasSize(2);
  }

  @Test
  void clearedSpeechAboveTheFloorIsSentAgain() {
    playout.add(speech(1, 0, 0, End.TURN, "One."), 0);
    playout.add(speech(2, 0, 0, End.TURN, "Two."), 0);
    advanceMs(40);
    line.taken();

    playout.interrupt(2);

    assertThat(line.taken()).containsExactly("clear", "fade 80", "audio 2:0:0", "mark 2:0:0:2");
    assertThat(playout.markReturned("2:0:0:0")).as("flushed by the clear").isFalse();
    advanceMs(100);
    assertThat(events).noneMatch(e -> e instanceof PlaybackFinished);
    assertThat(playout.markReturned("2:0:0:2")).isTrue();
    assertThat(events.getLast()).isInstanceOf(PlaybackFinished.class);
    assertThat(events.stream().filter(e -> e instanceof PlaybackStarted)).hasSize(2);
  }

  @Test
  void lateInterruptOfAnEndedTurnDoesNotClearTheNext() {
    playout.add(speech(1, 0, 0, End.TURN, "One."), 0);
    playout.add(speech(2, 0, 0, End.TURN, "Two."), 0);
    advanceMs(140);
    line.taken();

    playout.interrupt(2);

    assertThat(line.taken()).isEmpty();
    assertThat(events.getLast()).isInstanceOf(PlaybackFinished.class);
    assertThat(events.getLast().turn()).isEqualTo(1);
    advanceMs(60);
    playout.markReturned("2:0:0:0");
    assertThat(events.getLast().turn()).isEqualTo(2);
  }

  @Test
  void earlyReturnedMarkDoesNotConfirmItsSpeech() {
    playout.add(speech(1, 0, 0, End.TURN, "Yes."), 0);
    advanceMs(10);
    playout.markReturned("1:0:0:0");
    assertThat(events).noneMatch(e -> e instanceof PlaybackFinished);

    advanceMs(100);

    assertThat(events.getLast()).isInstanceOf(PlaybackFinished.class);
  }
}
