// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.media;

import dev.trunkline.simulator.telephone.record.LineEvent.Kind;
import dev.trunkline.simulator.telephone.record.Recording;
import dev.trunkline.simulator.telephone.record.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The caller's end of one call. From the first media stream on, every 20 ms on a clock that does
 * not drift, it takes what the caller says, keeps it, and gives it to the stream of the moment if
 * there is one; and it lets the assistant's audio be heard. Its axis is the call's: position 0 is
 * the first sample of the first frame, which is sent 20 ms after, when it is complete.
 *
 * <p>One lock guards the caller's voice, the play-out and the stream's counters: for any thread.
 */
public final class CallerLine implements Ticker.Ticked, AutoCloseable {
  /** Receives the line's events, on the ticker's thread or the caller's, with the line locked. */
  public interface Listener extends CallerVoice.Listener, AssistantSpeechDetector.Listener {}

  /** So many utterances may wait to be said. */
  private static final int MAX_UTTERANCES = 1_000;

  private static final long FRAME_NANOS = Samples.toNanos(Samples.PER_FRAME);

  final ReentrantLock lock = new ReentrantLock();
  private final Ticker ticker;
  private final LongSupplier nanoTime;
  private final Recording recording;
  private final EchoPath echoPath;
  private final CallerVoice voice;
  private final AssistantSpeechDetector ear;
  private final Ticker.Entry entry = Ticker.entry(this);
  private final byte[] frame = new byte[Samples.PER_FRAME];
  private long zeroNanos;
  private long framesSent;
  private boolean running;
  private boolean closed;
  private @Nullable MediaStream stream;
  private final List<MediaStream> taps = new ArrayList<>();

  /**
   * A line on which nothing has happened.
   *
   * @param echo what the microphone picks up besides the caller
   * @param quietMs milliseconds of silence before {@link Listener#assistantQuiet}
   */
  public CallerLine(
      Ticker ticker,
      LongSupplier nanoTime,
      RandomGenerator random,
      Recording recording,
      Echo echo,
      int quietMs,
      Listener listener) {
    this.ticker = ticker;
    this.nanoTime = nanoTime;
    this.recording = recording;
    echoPath = new EchoPath(echo, random);
    voice = new CallerVoice(MAX_UTTERANCES, random, listener);
    ear = new AssistantSpeechDetector(recording, quietMs, listener);
  }

  /** Now, on the call's axis; 0 before the first stream. */
  public long now() {
    lock.lock();
    try {
      return running ? Samples.ofNanos(nanoTime.getAsLong() - zeroNanos) : 0;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The caller says something, after what he is saying already and not before {@code notBefore}. If
   * a thousand utterances wait or the line is closed, it is never said.
   */
  public CallerUtterance say(String text, byte[] ulaw, long notBefore) {
    lock.lock();
    try {
      return closed ? CallerUtterance.never() : voice.say(text, ulaw, notBefore);
    } finally {
      lock.unlock();
    }
  }

  /** The caller stops speaking at once. */
  public void hush() {
    lock.lock();
    try {
      voice.hush();
    } finally {
      lock.unlock();
    }
  }

  /** Presses a key; without a stream it is not reported. */
  public void pressKey(char key) {
    lock.lock();
    try {
      recording.event(now(), Kind.KEY_PRESSED, String.valueOf(key));
      if (stream != null) {
        stream.talk().key(key);
      }
    } finally {
      lock.unlock();
    }
  }

  /** See {@link AssistantSpeechDetector#begins}. Cancelled when the line closes. */
  public CompletableFuture<Long> assistantBegins(long since) {
    lock.lock();
    try {
      return closed ? cancelled() : ear.begins(since);
    } finally {
      lock.unlock();
    }
  }

  /** See {@link AssistantSpeechDetector#spokenThenQuiet}. Cancelled when the line closes. */
  public CompletableFuture<Long> assistantSpokenThenQuiet(long since, int quietMs) {
    lock.lock();
    try {
      return closed ? cancelled() : ear.spokenThenQuiet(since, quietMs);
    } finally {
      lock.unlock();
    }
  }

  /** The stream that carries the line at the moment. */
  public Optional<MediaStream> stream() {
    lock.lock();
    try {
      return Optional.ofNullable(stream);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long tick(long nowNanos) {
    lock.lock();
    try {
      if (closed) {
        return Long.MAX_VALUE;
      }
      while (nextFrameNanos() - nowNanos <= 0) {
        sendFrame();
      }
      long now = Samples.ofNanos(nowNanos - zeroNanos);
      MediaStream current = stream;
      if (current != null) {
        current.talk().advance(now);
      }
      recording.advance(now);
      ear.advance(now, current == null || current.talk().isIdle());
      return nextDue(current);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      recording.advance(now() + Samples.PER_FRAME);
      ear.deafen();
      voice.hush();
    } finally {
      lock.unlock();
    }
  }

  Recording recording() {
    return recording;
  }

  /** The caller hears the assistant. With the line locked. */
  void assistantHeard(long position, byte[] ulaw, int from, int length) {
    recording.assistant(position, ulaw, from, length);
    echoPath.played(position, ulaw, from, length);
  }

  /** {@code next} carries the line from the next frame on. */
  void attach(MediaStream next) {
    lock.lock();
    try {
      begin();
      if (next.isTwoWay()) {
        stream = next;
      } else {
        taps.add(next);
      }
    } finally {
      lock.unlock();
    }
  }

  /** {@code old} carries the line no more. */
  void detach(MediaStream old) {
    lock.lock();
    try {
      if (stream == old) {
        stream = null;
      }
      taps.remove(old);
    } finally {
      lock.unlock();
    }
  }

  /** A mark may be due before the next frame. */
  void hurry() {
    lock.lock();
    try {
      if (running && !closed) {
        ticker.schedule(entry, nextDue(stream));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Starts the axis, if it has not begun. The first frame is due at once. */
  void begin() {
    lock.lock();
    try {
      if (!running) {
        long nowNanos = nanoTime.getAsLong();
        running = true;
        zeroNanos = nowNanos - FRAME_NANOS;
        ticker.schedule(entry, nowNanos);
      }
    } finally {
      lock.unlock();
    }
  }

  private void sendFrame() {
    long position = framesSent++ * Samples.PER_FRAME;
    boolean speaking = voice.next(position, frame);
    echoPath.addTo(frame, position, speaking);
    recording.caller(position, frame, frame.length);
    if (stream != null) {
      stream.talk().frame(position, frame);
      recording.streamed(frame.length);
    }
    for (int i = 0; i < taps.size(); i++) {
      taps.get(i).talk().frame(position, frame);
    }
  }

  private long nextFrameNanos() {
    return zeroNanos + (framesSent + 1) * FRAME_NANOS;
  }

  private long nextDue(@Nullable MediaStream current) {
    long due = nextFrameNanos();
    long mark = current == null ? Long.MAX_VALUE : current.talk().nextMarkAt();
    if (mark == Long.MAX_VALUE) {
      return due;
    }
    long markNanos = zeroNanos + Samples.toNanos(mark);
    return markNanos - due < 0 ? markNanos : due;
  }

  private static CompletableFuture<Long> cancelled() {
    var future = new CompletableFuture<Long>();
    future.cancel(false);
    return future;
  }
}
