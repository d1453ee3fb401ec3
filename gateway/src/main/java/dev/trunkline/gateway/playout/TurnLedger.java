// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

import dev.trunkline.events.PlaybackEvent;
import dev.trunkline.events.PlaybackEvent.PlaybackFinished;
import dev.trunkline.events.PlaybackEvent.PlaybackInterrupted;
import dev.trunkline.events.PlaybackEvent.PlaybackStarted;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** Which turns have begun and ended, and the events that say so: one end for every turn. */
final class TurnLedger {
  private final String callSid;
  private final InstantSource clock;
  private final Consumer<PlaybackEvent> log;
  private int started = -1;
  private int concluded = -1;
  private int playing = -1;
  private Heard.Confirmed confirmed = Heard.Confirmed.NOTHING;
  private final LastHeard lastHeard = new LastHeard();

  TurnLedger(String callSid, InstantSource clock, Consumer<PlaybackEvent> log) {
    this.callSid = callSid;
    this.clock = clock;
    this.log = log;
  }

  /** The last turn of which audio was sent; -1 if none. */
  int started() {
    return started;
  }

  /** The last turn of which no more will be heard; -1 if none. */
  int concluded() {
    return concluded;
  }

  /** True if a turn below {@code floor} has begun to be heard, and its end has not been told. */
  boolean isUnderWayBelow(int floor) {
    return started > concluded && started < floor;
  }

  /** The turn of which something was confirmed last; -1 if none. */
  int playing() {
    return playing;
  }

  /** What was confirmed of a turn. */
  Heard.Confirmed confirmed(int turn) {
    return turn == playing ? confirmed : Heard.Confirmed.NOTHING;
  }

  /** Audio of a chunk was sent. */
  void sent(Chunk chunk, Line line) {
    if (chunk.turn() > started) {
      started = chunk.turn();
      log.accept(
          new PlaybackStarted(
              callSid,
              line.streamSid(),
              chunk.turn(),
              line.mediaMs(),
              chunk.writtenAtMs(),
              clock.millis()));
    }
  }

  /** A chunk was heard to its end. */
  void confirmed(Chunk chunk, Line line) {
    if (chunk.turn() != playing) {
      if (playing > concluded) {
        // The next turn is being heard: the end of this one will not come any more.
        interrupted(playing, soFar(), line);
      }
      playing = chunk.turn();
      confirmed = Heard.Confirmed.NOTHING;
    }
    if (chunk.leavesOut(confirmed.spoken())) {
      interrupted(playing, heardBefore(chunk), line);
      return;
    }
    confirmed = confirmed.plus(chunk);
    lastHeard.add(chunk);
    if (chunk.cut()) {
      interrupted(playing, soFar(), line);
    } else if (chunk.endsTurn()) {
      finished(playing, line);
    }
  }

  /** What was heard last of a segment, oldest first. */
  List<Chunk> lastHeard(int turn, int segment) {
    return lastHeard.of(turn, segment);
  }

  /** The last {@code chunks} chunks heard will be heard again, but for {@code head}. */
  void takeBack(int chunks, Chunk head, Line line) {
    for (int i = 0; i < chunks; i++) {
      confirmed = confirmed.minus(lastHeard.takeBack());
    }
    confirmed(head, line);
  }

  /** No more of {@code turn} will be heard than {@code heard}. */
  void concluded(int turn, Heard heard, Line line) {
    if (heard.toTheEnd()) {
      finished(turn, line);
    } else {
      interrupted(turn, heard, line);
    }
  }

  private Heard soFar() {
    return Heard.of(confirmed, List.of(), List.of());
  }

  /** What was heard of a turn that ends with {@code chunk} and leaves something out. */
  private Heard heardBefore(Chunk chunk) {
    var end = new SentAudio.Played(chunk, chunk.nanos(), true, true);
    return Heard.of(confirmed, List.of(end), List.of());
  }

  private void finished(int turn, Line line) {
    concluded = turn;
    log.accept(
        new PlaybackFinished(callSid, line.streamSid(), turn, line.mediaMs(), clock.millis()));
  }

  private void interrupted(int turn, Heard heard, Line line) {
    concluded = turn;
    log.accept(
        new PlaybackInterrupted(
            callSid,
            line.streamSid(),
            turn,
            heard.segment(),
            heard.text(),
            heard.ms(),
            line.mediaMs(),
            heard.unspoken() ? Boolean.TRUE : null,
            clock.millis()));
  }
}
