// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

import dev.trunkline.gateway.playout.SentAudio.Played;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What becomes of sound that is stopped in the middle, to be gone on with. */
final class SoundStop {
  static final byte[] NOTHING = {};

  private SoundStop() {}

  /** The chunk in which {@code sent} stops if it is dropped now; empty if nothing plays. */
  static Optional<Played> stopped(List<Played> sent, TurnLedger turns) {
    return sent.stream()
        .filter(p -> !p.over())
        .findFirst()
        .filter(p -> p.begun() || p.chunk().turn() == turns.playing());
  }

  /** Counts as heard what was, and returns what is to be sent again. */
  static List<Chunk> at(List<Played> sent, TurnLedger turns, Line line) {
    Optional<Played> stopped = stopped(sent, turns);
    var again = new ArrayList<Chunk>();
    for (Played played : sent) {
      Chunk chunk = played.chunk();
      if (played.over()) {
        turns.confirmed(chunk, line);
      } else if (stopped.isPresent() && stopped.get().equals(played)) {
        List<Chunk> before = turns.lastHeard(chunk.turn(), chunk.segment());
        WordCut cut = WordCut.of(before, chunk, played.nanos());
        turns.takeBack(cut.takenBack(), cut.head(), line);
        again.addAll(cut.again());
      } else {
        again.add(chunk);
      }
    }
    return again;
  }

  /** The sound with which what plays fades out if it is dropped now; empty if nothing plays. */
  static byte[] fadeOut(List<Played> sent, TurnLedger turns) {
    return stopped(sent, turns)
        .map(p -> Fade.out(p.chunk().audio().ulaw(), p.chunk().bytesIn(p.nanos())))
        .orElse(NOTHING);
  }
}
