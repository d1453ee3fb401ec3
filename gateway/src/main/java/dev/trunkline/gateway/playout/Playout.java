// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

import dev.trunkline.events.PlaybackEvent;
import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.gateway.echo.PlayedLoudness;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the assistant's speech to one call, slightly ahead of playback, and reports what the caller
 * heard. It outlives the call's streams: without a stream it queues speech. Thread-safe; called by
 * the consumer of the gateway's topic, by the ticker and by the stream's socket.
 */
public final class Playout {
  private static final Logger log = LoggerFactory.getLogger(Playout.class);

  /**
   * How a play-out behaves.
   *
   * @param lead how far ahead of playback audio is sent
   * @param maxQueued how much audio may wait; the turn that exceeds it loses its rest
   * @param hangUpWait how long a hang-up waits for audio of its turn that does not come
   * @param maxPause after which a paused turn is resumed
   */
  public record Limits(Duration lead, Duration maxQueued, Duration hangUpWait, Duration maxPause) {}

  /**
   * Where a play-out reports to. Called under the play-out's lock, so nothing here may block.
   *
   * @param hangUp runs when the call is to be hung up
   */
  public record Outputs(Consumer<PlaybackEvent> events, Runnable hangUp, PlayoutMetrics metrics) {}

  /** What was heard of the turn that a pause stopped. */
  private record StoppedTurn(int turn, HeardSpeech heard) {}

  /** Playback is paused from {@code turn} on. */
  private record Pause(int turn, @Nullable StoppedTurn stopped, long sinceNanos) {}

  private final String callSid;
  private final Limits limits;
  private final LongSupplier nanoTime;
  private final PlayoutMetrics metrics;
  private final Runnable hangUpAction;
  private final PendingHangUp hangUp;
  private final PlayoutQueue queue;
  private final SentAudio sent;
  private final TurnLedger turns;
  private OutboundStream stream;
  private boolean attached = true;
  private int floor;
  private @Nullable Pause pause;
  private int pauses;
  private volatile long audibleUntil;
  private final PlayedLoudness loudness = new PlayedLoudness();

  public Playout(
      String callSid, OutboundStream stream, Limits limits, Clocks clocks, Outputs outputs) {
    this.callSid = callSid;
    this.stream = stream;
    this.limits = limits;
    this.nanoTime = clocks.nanoTime();
    this.metrics = outputs.metrics();
    this.hangUpAction = outputs.hangUp();
    this.hangUp = new PendingHangUp(limits.hangUpWait().toNanos());
    this.queue = new PlayoutQueue(limits.maxQueued().toNanos());
    this.sent = new SentAudio(nanoTime.getAsLong());
    this.turns = new TurnLedger(callSid, clocks.wall(), outputs.events());
    this.audibleUntil = nanoTime.getAsLong();
  }

  /** Plays queued speech on a new stream of the call. */
  public synchronized void attach(OutboundStream next) {
    stream = next;
    attached = true;
    pump(nanoTime.getAsLong());
  }

  /**
   * The stream ended: the turn that was playing is cut there; later turns wait for the next stream.
   */
  public synchronized void detach() {
    attached = false;
    int begun = Math.max(turns.playing(), sent.lastBegun(nanoTime.getAsLong()));
    if (pause != null && pause.stopped() != null) {
      begun = Math.max(begun, pause.stopped().turn());
    }
    if (begun > turns.concluded()) {
      floor = Math.max(floor, begun + 1);
    }
    abandonBelow(floor);
    endPauseBelow(floor);
  }

  /** The call is over: nothing more is played, and every open turn is reported. */
  public synchronized void end() {
    attached = false;
    floor = Integer.MAX_VALUE;
    abandonBelow(floor);
  }

  /** Queues a chunk of speech behind the chunks before it. */
  public synchronized void add(OutboundAudio audio, long writtenAtMs) {
    if (audio.turn() < floor) {
      metrics.dropped(SpeechDrop.BELOW_FLOOR);
      return;
    }
    long now = nanoTime.getAsLong();
    hangUp.onSpeech(now);
    switch (queue.offer(audio, writtenAtMs)) {
      case ACCEPTED -> pump(now);
      case REPEATED -> metrics.dropped(SpeechDrop.REPEATED);
      case FULL -> {
        metrics.dropped(SpeechDrop.QUEUE_FULL);
        log.atWarn()
            .addKeyValue("call", callSid)
            .addKeyValue("turn", audio.turn())
            .log("playout queue full; rest of the turn dropped");
      }
    }
  }

  /**
   * Plays audio of the gateway itself if the assistant has been silent for {@code silence} and has
   * no speech queued; speech that arrives meanwhile follows. False if it was not played.
   */
  public synchronized boolean interject(byte[] ulaw, Duration silence) {
    long now = nanoTime.getAsLong();
    boolean idle = attached && pause == null && sent.isEmpty() && queue.isEmpty();
    if (!idle || now - audibleUntil < silence.toNanos()) {
      return false;
    }
    send(ulaw, now);
    return true;
  }

  /** How much speech waits to be sent, in seconds. */
  public synchronized double queuedSeconds() {
    return queue.waitingNanos() / 1e9;
  }

  /** How loud the assistant is when; for the measurement of its echo. */
  public PlayedLoudness loudness() {
    return loudness;
  }

  /** True while the caller hears the assistant. Any thread; does not wait. */
  public boolean isAudible() {
    return audibleUntil - nanoTime.getAsLong() > 0;
  }

  /** Sends the audio that is due. Called about every 20 ms. */
  public synchronized void tick() {
    long now = nanoTime.getAsLong();
    if (pause != null && now - pause.sinceNanos() >= limits.maxPause().toNanos()) {
      log.atWarn()
          .addKeyValue("call", callSid)
          .addKeyValue("turn", pause.turn())
          .log("pause timed out; resuming playback");
      resume(pause.turn());
    }
    advance(now);
  }

  /** Twilio returned a mark; false if it is not one we wait for. */
  public synchronized boolean markReturned(String mark) {
    long now = nanoTime.getAsLong();
    boolean awaited = sent.markReturned(mark, now);
    if (sent.takeStall()) {
      metrics.underrun();
    }
    advance(now);
    return awaited;
  }

  /** Stops all turns below {@code newFloor}. Idempotent. */
  public synchronized void interrupt(int newFloor) {
    if (newFloor <= floor) {
      return;
    }
    floor = newFloor;
    if (turns.isPlayingBelow(newFloor)) {
      metrics.interrupted();
    }
    long now = nanoTime.getAsLong();
    boolean clear = attached && sent.mustFlush(newFloor, now);
    byte[] tail = clear ? PlayoutStop.fadeOut(sent.played(now), turns) : PlayoutStop.NO_AUDIO;
    if (clear) {
      stream.sendClear();
    }
    conclude(newFloor, now);
    if (clear) {
      loudness.stops(now);
    }
    queue.putBack(clear ? sent.flush(newFloor, now) : sent.forget(newFloor));
    send(tail, now);
    endPauseBelow(newFloor);
    advance(now);
  }

  /**
   * Stops playback until {@link #resume} of this turn or an {@link #interrupt} above it.
   * Idempotent.
   *
   * @param turn the turn that plays, or the next one to play
   */
  public synchronized void pause(int turn) {
    long now = nanoTime.getAsLong();
    advance(now);
    if (turn < floor || turn <= turns.concluded() || (pause != null && pause.turn() >= turn)) {
      return;
    }
    metrics.paused();
    StoppedTurn stopped = pause == null ? stopSound(now) : pause.stopped();
    pause = new Pause(turn, stopped, now);
  }

  private void endPauseBelow(int newFloor) {
    if (pause != null && pause.turn() < newFloor) {
      pause = null;
    }
  }

  /** Resumes {@code turn} at the word in which it was paused. */
  public synchronized void resume(int turn) {
    if (pause != null && pause.turn() == turn) {
      metrics.resumed();
      pause = null;
      long now = nanoTime.getAsLong();
      sent.blockFor(0, now);
      advance(now);
    }
  }

  /** Requeues all unheard audio; returns what was heard of a turn stopped in the middle. */
  private @Nullable StoppedTurn stopSound(long now) {
    List<SentAudio.Played> all = sent.played(now);
    if (!attached || all.stream().allMatch(SentAudio.Played::over)) {
      return null;
    }
    byte[] tail = PlayoutStop.fadeOut(all, turns);
    StoppedTurn stopped =
        PlayoutStop.stopped(all, turns)
            .map(p -> p.chunk().turn())
            .map(turn -> new StoppedTurn(turn, heard(turn, now)))
            .orElse(null);
    pauses++;
    stream.sendClear();
    loudness.stops(now);
    sent.flush(Integer.MAX_VALUE, now);
    queue.putBack(PlayoutStop.at(all, turns, stream));
    send(tail, now);
    return stopped;
  }

  /** Sends audio that belongs to no turn, such as the fade-out after a clear. */
  private void send(byte[] ulaw, long now) {
    if (ulaw.length > 0) {
      stream.sendAudio(ulaw);
      loudness.plays(ulaw, now + Math.max(0, sent.aheadNanos(now)));
    }
    sent.blockFor(ulaw.length * 1_000_000L / MuLaw.PER_MS, now);
    audibleUntil = now + sent.aheadNanos(now);
  }

  /** True if audio of {@code turn}, or of a later one, was sent. */
  public synchronized boolean hasBegun(int turn) {
    return turns.started() >= turn;
  }

  /** Hangs up once {@code turn} has been heard, or no more of it can come. */
  public synchronized void hangUpAfter(int turn) {
    long now = nanoTime.getAsLong();
    hangUp.request(turn, now);
    advance(now);
  }

  private void advance(long now) {
    PlayoutChunk heard;
    while ((heard = sent.confirmNext(now)) != null) {
      turns.confirmed(heard, stream);
    }
    pump(now);
    if (hangUp.isDue(turns.concluded(), sent.isEmpty() && queue.isEmpty(), now)) {
      hangUpAction.run();
    }
  }

  private void pump(long now) {
    while (attached && pause == null && sent.aheadNanos(now) < limits.lead().toNanos()) {
      PlayoutChunk chunk = queue.poll();
      if (chunk == null) {
        return;
      }
      send(chunk, now);
    }
  }

  private void send(PlayoutChunk chunk, long now) {
    if (chunk.nanos() > 0) {
      if (chunk.turn() == turns.started() && sent.aheadNanos(now) < 0) {
        metrics.underrun();
      }
      stream.sendAudio(chunk.audio().ulaw());
      long heardAt = now + Math.max(0, sent.aheadNanos(now));
      loudness.plays(chunk.audio().ulaw(), heardAt);
      turns.sent(chunk, stream, heardAt);
      metrics.chunkSent();
    }
    String mark = chunk.mark(floor, pauses);
    stream.sendMark(mark);
    sent.add(chunk, mark, now);
    audibleUntil = now + sent.aheadNanos(now);
  }

  /**
   * Without a stream, sent audio is lost: turns from the floor on are sent again from their start.
   */
  private void abandonBelow(int newFloor) {
    long now = nanoTime.getAsLong();
    conclude(newFloor, now);
    loudness.stops(now);
    queue.putBack(sent.flush(newFloor, now));
  }

  /** Reports what was heard of the turns below the floor and drops their queued speech. */
  private void conclude(int newFloor, long now) {
    for (int turn : openTurnsBelow(newFloor)) {
      turns.concluded(turn, heard(turn, now), stream);
    }
    for (int dropped = queue.dropBelow(newFloor); dropped > 0; dropped--) {
      metrics.dropped(SpeechDrop.BELOW_FLOOR);
    }
  }

  private HeardSpeech heard(int turn, long now) {
    if (pause != null && pause.stopped() != null && pause.stopped().turn() == turn) {
      return pause.stopped().heard();
    }
    return HeardSpeech.of(turns.confirmed(turn), sent.played(turn, now), queue.of(turn));
  }

  /** The turns without an end event; includes the one just below the floor even if unknown. */
  private List<Integer> openTurnsBelow(int newFloor) {
    if (newFloor <= turns.concluded() + 1) {
      return List.of();
    }
    var below = new TreeSet<Integer>();
    below.addAll(sent.turns());
    below.addAll(queue.turns());
    below.add(turns.playing());
    below.add(turns.started());
    if (newFloor != Integer.MAX_VALUE) {
      below.add(newFloor - 1);
    }
    return List.copyOf(below.subSet(turns.concluded() + 1, newFloor));
  }
}
