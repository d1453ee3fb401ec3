// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

import dev.trunkline.gateway.playout.SentAudio.Played;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits audio that is stopped while it plays into what was heard and what is sent again. */
final class PlayoutStop {
  static final byte[] NO_AUDIO = {};

  private PlayoutStop() {}

  /** The chunk that plays now, in which {@code sent} would stop; empty if none plays. */
  static Optional<Played> stopped(List<Played> sent, TurnLedger turns) {
    return sent.stream()
        .filter(p -> !p.over())
        .findFirst()
        .filter(p -> p.begun() || p.chunk().turn() == turns.playing());
  }

  /** Confirms the audio that was heard, and returns the chunks to send again. */
  static List<PlayoutChunk> at(List<Played> sent, TurnLedger turns, OutboundStream stream) {
    Optional<Played> stopped = stopped(sent, turns);
    var again = new ArrayList<PlayoutChunk>();
    for (Played played : sent) {
      PlayoutChunk chunk = played.chunk();
      if (played.over()) {
        turns.confirmed(chunk, stream);
      } else if (stopped.isPresent() && stopped.get().equals(played)) {
        List<PlayoutChunk> before = turns.lastHeard(chunk.turn(), chunk.segment());
        HeardTextCut cut = HeardTextCut.of(before, chunk, played.nanos());
        turns.revert(cut.reverted(), cut.head(), stream);
        again.addAll(cut.again());
      } else {
        again.add(chunk);
      }
    }
    return again;
  }

  /** Audio that fades out the chunk that plays now; empty if none plays. */
  static byte[] fadeOut(List<Played> sent, TurnLedger turns) {
    return stopped(sent, turns)
        .map(p -> Fade.out(p.chunk().audio().ulaw(), p.chunk().bytesIn(p.nanos())))
        .orElse(NO_AUDIO);
  }
}
