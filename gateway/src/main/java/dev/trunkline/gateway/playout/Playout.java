// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

import dev.trunkline.events.PlaybackEvent;
import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.gateway.metrics.GatewayMeters;
import dev.trunkline.gateway.metrics.GatewayMeters.Drop;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays the assistant's speech to one call, a little ahead of the caller's ear, and reports what
 * was heard. It outlives the call's streams: without one it keeps what comes. Thread-safe; called
 * by the reader of the gateway's topic, by the ticker and by the stream's socket.
 */
public final class Playout {
  private static final Logger log = LoggerFactory.getLogger(Playout.class);

  /**
   * How a play-out behaves.
   *
   * @param lead how far ahead of the caller's ear audio is sent
   * @param mostQueued how much audio may wait; the turn that exceeds it loses its rest
   * @param hangUpWait how long a hang-up waits for audio of its turn that does not come
   * @param longestPause a pause that nobody ends is over then
   */
  public record Limits(
      Duration lead, Duration mostQueued, Duration hangUpWait, Duration longestPause) {}

  /** Where to tell what happens. Both are called under the play-out's lock and must not block. */
  public record Reports(Consumer<PlaybackEvent> events, Runnable hangUpIsDue) {}

  /** What was heard of the turn that was stopped in the middle. */
  private record Stopped(int turn, Heard heard) {}

  /** Nothing is played of {@code turn} and later ones. */
  private record Pause(int turn, @Nullable Stopped stopped, long sinceNanos) {}

  private final String callSid;
  private final Limits limits;
  private final LongSupplier nanoTime;
  private final GatewayMeters meters;
  private final Runnable hangUpIsDue;
  private final HangUpWait hangUp;
  private final PlayoutQueue queue;
  private final SentAudio sent;
  private final TurnLedger turns;
  private Line line;
  private boolean attached = true;
  private int floor;
  private @Nullable Pause pause;
  private int pauses;
  private volatile long audibleUntil;

  public Playout(
      String callSid,
      Line line,
      Limits limits,
      LongSupplier nanoTime,
      InstantSource clock,
      Reports reports,
      GatewayMeters meters) {
    this.callSid = callSid;
    this.line = line;
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.meters = meters;
    this.hangUpIsDue = reports.hangUpIsDue();
    this.hangUp = new HangUpWait(limits.hangUpWait().toNanos());
    this.queue = new PlayoutQueue(limits.mostQueued().toNanos());
    this.sent = new SentAudio(nanoTime.getAsLong());
    this.turns = new TurnLedger(callSid, clock, reports.events());
    this.audibleUntil = nanoTime.getAsLong();
  }

  /** The call has a new stream; what waits is played there. */
  public synchronized void attach(Line next) {
    line = next;
    attached = true;
    pump(nanoTime.getAsLong());
  }

  /**
   * The stream is gone, so the turn that was playing is cut there; later ones wait for the next
   * stream.
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

  /** The call is over: whatever has not been heard will not be. */
  public synchronized void end() {
    attached = false;
    floor = Integer.MAX_VALUE;
    abandonBelow(floor);
  }

  /** Takes a chunk of speech, to be played after what came before. */
  public synchronized void add(OutboundAudio audio, long writtenAtMs) {
    if (audio.turn() < floor) {
      meters.dropped(Drop.BELOW_FLOOR);
      return;
    }
    long now = nanoTime.getAsLong();
    hangUp.speechCame(now);
    switch (queue.offer(audio, writtenAtMs)) {
      case TAKEN -> pump(now);
      case REPEATED -> meters.dropped(Drop.REPEATED);
      case FULL -> {
        meters.dropped(Drop.QUEUE_FULL);
        log.atWarn()
            .addKeyValue("call", callSid)
            .addKeyValue("turn", audio.turn())
            .log("too much speech waits, chunk dropped");
      }
    }
  }

  /**
   * Says something of the gateway's own, if the assistant has been silent for {@code silence} and
   * nothing of it waits. What comes meanwhile is heard after it. False if it was not said.
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

  /** How much speech waits to be sent. */
  public synchronized double queuedSeconds() {
    return queue.waitingNanos() / 1e9;
  }

  /** True while the caller hears the assistant. Any thread; does not wait. */
  public boolean isAudible() {
    return audibleUntil - nanoTime.getAsLong() > 0;
  }

  /** Sends what is due. Called about every 20 ms. */
  public synchronized void tick() {
    long now = nanoTime.getAsLong();
    if (pause != null && now - pause.sinceNanos() >= limits.longestPause().toNanos()) {
      log.atWarn().addKeyValue("call", callSid).log("a pause that nobody ended is over");
      resume(pause.turn());
    }
    advance(now);
  }

  /** Twilio sent a mark back; false if it is none that we wait for. */
  public synchronized boolean markReturned(String mark) {
    boolean awaited = sent.markReturned(mark);
    advance(nanoTime.getAsLong());
    return awaited;
  }

  /** Nothing of turns below {@code newFloor} may be heard from now on. Repeating it is harmless. */
  public synchronized void interrupt(int newFloor) {
    if (newFloor <= floor) {
      return;
    }
    floor = newFloor;
    if (turns.isUnderWayBelow(newFloor)) {
      meters.interrupt();
    }
    long now = nanoTime.getAsLong();
    boolean clear = attached && sent.mustFlush(newFloor, now);
    byte[] tail = clear ? SoundStop.fadeOut(sent.played(now), turns) : SoundStop.NOTHING;
    if (clear) {
      line.sendClear();
    }
    conclude(newFloor, now);
    queue.putBack(clear ? sent.flush(newFloor, now) : sent.forget(newFloor));
    send(tail, now);
    endPauseBelow(newFloor);
    advance(now);
  }

  /**
   * Stops the sound and plays nothing before {@link #resume} of this turn or an {@link #interrupt}
   * above it. Repeating it is harmless.
   *
   * @param turn the turn that plays, or is the next to be played
   */
  public synchronized void pause(int turn) {
    long now = nanoTime.getAsLong();
    advance(now);
    if (turn < floor || turn <= turns.concluded() || (pause != null && pause.turn() >= turn)) {
      return;
    }
    meters.pause();
    Stopped stopped = pause == null ? stopSound(now) : pause.stopped();
    pause = new Pause(turn, stopped, now);
  }

  private void endPauseBelow(int newFloor) {
    if (pause != null && pause.turn() < newFloor) {
      pause = null;
    }
  }

  /** Goes on from the word in which {@code turn} was paused. */
  public synchronized void resume(int turn) {
    if (pause != null && pause.turn() == turn) {
      meters.resume();
      pause = null;
      long now = nanoTime.getAsLong();
      sent.silentFor(0, now);
      advance(now);
    }
  }

  /** Takes back all that was not heard; what was, if a turn was stopped in the middle. */
  private @Nullable Stopped stopSound(long now) {
    List<SentAudio.Played> all = sent.played(now);
    if (!attached || all.stream().allMatch(SentAudio.Played::over)) {
      return null;
    }
    byte[] tail = SoundStop.fadeOut(all, turns);
    Stopped stopped =
        SoundStop.stopped(all, turns)
            .map(p -> p.chunk().turn())
            .map(turn -> new Stopped(turn, heard(turn, now)))
            .orElse(null);
    pauses++;
    line.sendClear();
    sent.flush(Integer.MAX_VALUE, now);
    queue.putBack(SoundStop.at(all, turns, line));
    send(tail, now);
    return stopped;
  }

  /** Sends sound that is no turn's, as that with which what was cleared fades out. */
  private void send(byte[] ulaw, long now) {
    if (ulaw.length > 0) {
      line.sendAudio(ulaw);
    }
    sent.silentFor(ulaw.length * 1_000_000L / MuLaw.PER_MS, now);
    audibleUntil = now + sent.aheadNanos(now);
  }

  /** True if sound of {@code turn}, or of a later one, was sent. */
  public synchronized boolean hasBegun(int turn) {
    return turns.started() >= turn;
  }

  /** Ends the call once {@code turn} has been heard, or nothing more of it can come. */
  public synchronized void hangUpAfter(int turn) {
    long now = nanoTime.getAsLong();
    hangUp.ask(turn, now);
    advance(now);
  }

  private void advance(long now) {
    Chunk heard;
    while ((heard = sent.confirmNext(now)) != null) {
      turns.confirmed(heard, line);
    }
    pump(now);
    if (hangUp.isDue(turns.concluded(), sent.isEmpty() && queue.isEmpty(), now)) {
      hangUpIsDue.run();
    }
  }

  private void pump(long now) {
    while (attached && pause == null && sent.aheadNanos(now) < limits.lead().toNanos()) {
      Chunk chunk = queue.poll();
      if (chunk == null) {
        return;
      }
      send(chunk, now);
    }
  }

  private void send(Chunk chunk, long now) {
    if (chunk.nanos() > 0) {
      if (chunk.turn() == turns.started() && sent.aheadNanos(now) < 0) {
        meters.underrun();
      }
      line.sendAudio(chunk.audio().ulaw());
      turns.sent(chunk, line);
      meters.frameOut();
    }
    String mark = chunk.mark(floor, pauses);
    line.sendMark(mark);
    sent.add(chunk, mark, now);
    audibleUntil = now + sent.aheadNanos(now);
  }

  /** Without a stream, what was sent is lost: later turns begin anew. */
  private void abandonBelow(int newFloor) {
    long now = nanoTime.getAsLong();
    conclude(newFloor, now);
    queue.putBack(sent.flush(newFloor, now));
  }

  /** Reports what was heard of the turns below the floor and drops what waits of them. */
  private void conclude(int newFloor, long now) {
    for (int turn : unconcludedBelow(newFloor)) {
      turns.concluded(turn, heard(turn, now), line);
    }
    for (int dropped = queue.dropBelow(newFloor); dropped > 0; dropped--) {
      meters.dropped(Drop.BELOW_FLOOR);
    }
  }

  private Heard heard(int turn, long now) {
    if (pause != null && pause.stopped() != null && pause.stopped().turn() == turn) {
      return pause.stopped().heard();
    }
    return Heard.of(turns.confirmed(turn), sent.played(turn, now), queue.of(turn));
  }

  /** The turns that need an end; the one just below the floor does even if nothing is known. */
  private List<Integer> unconcludedBelow(int newFloor) {
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
