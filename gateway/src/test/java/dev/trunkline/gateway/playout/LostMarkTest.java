// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.PlaybackEvent.PlaybackFinished;
import dev.trunkline.events.topic.OutboundAudio.End;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Marks that do not come back, or come back late. */
class LostMarkTest extends PlayoutRig {
  private static final String UNDERRUNS = "trunkline.gateway.playback.underruns";

  @Test
  @DisplayName("A call whose last mark is lost is hung up two seconds after its farewell")
  void lostLastMarkDoesNotKeepTheCallOpen() {
    playout.add(speech(1, 0, 0, End.TURN, "Goodbye."), 0);
    playout.hangUpAfter(1);
    advanceMs(2_080);
    assertThat(hangUps).isZero();
    advanceMs(40);
    assertThat(hangUps).isEqualTo(1);
    assertThat(events).hasAtLeastOneElementOfType(PlaybackFinished.class);
  }

  @Test
  void markThatReturnsAfterTheWaitIsNotAwaited() {
    playout.add(speech(1, 0, 0, End.TURN, "Goodbye."), 0);
    advanceMs(2_200);
    assertThat(playout.markReturned("1:0:0:0")).isFalse();
    assertThat(events.stream().filter(PlaybackFinished.class::isInstance)).hasSize(1);
  }

  @Test
  @DisplayName("A hole that a stalled connection makes at the caller's ear is counted once")
  void holeAtTheCallerIsCounted() {
    marksReturn(chunk -> (chunk + 1) * 100 + (chunk < 10 ? 60 : 360));
    assertThat(count(UNDERRUNS)).isEqualTo(1);
  }

  @Test
  void twoHolesAreCountedAsTwo() {
    marksReturn(chunk -> (chunk + 1) * 100 + (chunk < 10 ? 60 : chunk < 20 ? 260 : 500));
    assertThat(count(UNDERRUNS)).isEqualTo(2);
  }

  @Test
  void marksThatAreOnlyReturnedLateAreNoHole() {
    marksReturn(chunk -> chunk < 5 || chunk > 15 ? (chunk + 1) * 100 + 60 : 1_700);
    assertThat(count(UNDERRUNS)).isZero();
  }

  @Test
  void marksThatScatterAreNoHole() {
    marksReturn(chunk -> (chunk + 1) * 100 + 60 + chunk * 37 % 90);
    assertThat(count(UNDERRUNS)).isZero();
  }

  /** Speaks 3 s, of which each mark returns at a time of its own. */
  private void marksReturn(IntUnaryOperator atMs) {
    for (int chunk = 0; chunk < 30; chunk++) {
      playout.add(speech(1, 0, chunk, End.NOTHING, ""), 0);
    }
    int next = 0;
    for (int ms = 0; ms < 4_000; ms += 20) {
      while (next < 30 && atMs.applyAsInt(next) <= ms) {
        playout.markReturned("1:0:" + next + ":0");
        next++;
      }
      advanceMs(20);
    }
  }
}
