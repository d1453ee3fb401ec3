// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

import dev.trunkline.events.PlaybackEvent;
import dev.trunkline.events.PlaybackEvent.PlaybackFinished;
import dev.trunkline.events.PlaybackEvent.PlaybackInterrupted;
import dev.trunkline.events.PlaybackEvent.PlaybackStarted;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** Tracks which turns have started and ended; reports exactly one end event for every turn. */
final class TurnLedger {
  private final String callSid;
  private final InstantSource clock;
  private final Consumer<PlaybackEvent> events;
  private int started = -1;
  private int concluded = -1;
  private int playing = -1;
  private HeardSpeech.Confirmed confirmed = HeardSpeech.Confirmed.NOTHING;
  private final ReplayWindow replayWindow = new ReplayWindow();

  TurnLedger(String callSid, InstantSource clock, Consumer<PlaybackEvent> events) {
    this.callSid = callSid;
    this.clock = clock;
    this.events = events;
  }

  /** The last turn with audio sent; -1 if none. */
  int started() {
    return started;
  }

  /** The last turn whose end was reported; -1 if none. */
  int concluded() {
    return concluded;
  }

  /** True if a turn below {@code floor} has started and its end was not reported. */
  boolean isPlayingBelow(int floor) {
    return started > concluded && started < floor;
  }

  /** The last turn with audio confirmed as heard; -1 if none. */
  int playing() {
    return playing;
  }

  /** The audio of a turn confirmed as heard. */
  HeardSpeech.Confirmed confirmed(int turn) {
    return turn == playing ? confirmed : HeardSpeech.Confirmed.NOTHING;
  }

  /**
   * Audio of a chunk was sent.
   *
   * @param heardAt when the caller begins to hear it, as {@link System#nanoTime}
   */
  void sent(PlayoutChunk chunk, OutboundStream stream, long heardAt) {
    if (chunk.turn() > started) {
      started = chunk.turn();
      events.accept(
          new PlaybackStarted(
              callSid,
              stream.streamSid(),
              chunk.turn(),
              stream.mediaMs(),
              stream.mediaMsAt(heardAt) + LeadingSilence.ms(chunk.audio().ulaw()),
              chunk.writtenAtMs(),
              clock.millis()));
    }
  }

  /** A chunk was heard to its end. */
  void confirmed(PlayoutChunk chunk, OutboundStream stream) {
    if (chunk.turn() != playing) {
      if (playing > concluded) {
        // The next turn is playing: the end of this one will never come.
        interrupted(playing, soFar(), stream);
      }
      playing = chunk.turn();
      confirmed = HeardSpeech.Confirmed.NOTHING;
    }
    if (chunk.leavesOut(confirmed.spoken())) {
      interrupted(playing, heardBefore(chunk), stream);
      return;
    }
    confirmed = confirmed.plus(chunk);
    replayWindow.add(chunk);
    if (chunk.cut()) {
      interrupted(playing, soFar(), stream);
    } else if (chunk.endsTurn()) {
      finished(playing, stream);
    }
  }

  /** The latest audio heard of a segment, oldest first. */
  List<PlayoutChunk> lastHeard(int turn, int segment) {
    return replayWindow.of(turn, segment);
  }

  /** Reverts the last {@code chunks} confirmed chunks, except {@code head}: they play again. */
  void revert(int chunks, PlayoutChunk head, OutboundStream stream) {
    for (int i = 0; i < chunks; i++) {
      confirmed = confirmed.minus(replayWindow.removeLast());
    }
    confirmed(head, stream);
  }

  /** Reports the end of {@code turn}, of which the caller heard {@code heard}. */
  void concluded(int turn, HeardSpeech heard, OutboundStream stream) {
    if (heard.toTheEnd()) {
      finished(turn, stream);
    } else {
      interrupted(turn, heard, stream);
    }
  }

  private HeardSpeech soFar() {
    return HeardSpeech.of(confirmed, List.of(), List.of());
  }

  /** What was heard of a turn that ends with {@code chunk} and lacks segments. */
  private HeardSpeech heardBefore(PlayoutChunk chunk) {
    var end = new SentAudio.Played(chunk, chunk.nanos(), true, true);
    return HeardSpeech.of(confirmed, List.of(end), List.of());
  }

  private void finished(int turn, OutboundStream stream) {
    concluded = turn;
    events.accept(
        new PlaybackFinished(callSid, stream.streamSid(), turn, stream.mediaMs(), clock.millis()));
  }

  private void interrupted(int turn, HeardSpeech heard, OutboundStream stream) {
    concluded = turn;
    events.accept(
        new PlaybackInterrupted(
            callSid,
            stream.streamSid(),
            turn,
            heard.segment(),
            heard.text(),
            heard.ms(),
            stream.mediaMs(),
            heard.unspoken() ? Boolean.TRUE : null,
            clock.millis()));
  }
}
