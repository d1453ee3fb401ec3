// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.call;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.events.topic.InboundAudio.Echo;
import dev.trunkline.gateway.echo.Loudness;
import java.util.Arrays;

/**
 * Writes the caller's audio of one stream to the log: numbered, and placed in media time by the
 * bytes received before, since Twilio's own timestamps neither start at zero nor are exact.
 *
 * <p>Lines that suppress silence send nothing while the caller is quiet; workers count media time
 * only, so they would never learn that a sentence has ended. Silence of the gateway's own fills
 * such a gap once it is longer than any burst, and follows the clock until frames come again. If
 * the frames had only been held up, they are kept, and as much of the quiet after them is left out
 * as was filled in too much.
 *
 * <p>The stream's socket writes frames, the gateway's ticker fills; {@link #mediaMs} may be called
 * from any thread.
 */
public final class InboundStream {
  private static final byte[] NO_AUDIO = {};
  private static final long NANOS_PER_SAMPLE = 1_000_000 / MuLaw.PER_MS;
  private static final long NANOS_PER_MS = 1_000_000;

  /** Frames that are later than this are not to come. */
  private static final long MAX_LATE_MS = 500;

  private static final int FILL_SAMPLES = 20 * MuLaw.PER_MS;

  /** Frames that a network held up for 400 ms come in time; later ones find the gap filled. */
  private static final long GAP_NANOS = 460_000_000;

  /**
   * A wait counts at most this much for a tick: while this process stands still, frames may wait.
   */
  private static final long MAX_TICK_NANOS = 40_000_000;

  /** Media time may lead the clock by this much. */
  private static final long LEAD_NANOS = 40_000_000;

  /** After a second in which frames come as they should, the fill was right. */
  private static final int IN_STEP_FRAMES = 50;

  /** −50 dBFS. */
  private static final double QUIET = 100;

  private final String callSid;
  private final byte[] streamSid;
  private final CallEventSink events;
  private final FrameClock clock = new FrameClock();
  private long sequence;
  private volatile long bytes;
  private boolean ended;
  private long arrivedAt;
  private long tickedAt;
  private long waitedNanos;
  private long filled;
  private long zeroWhenFilled;
  private int inStep;

  InboundStream(String callSid, String streamSid, CallEventSink events) {
    this.callSid = callSid;
    this.streamSid = streamSid.getBytes(US_ASCII);
    this.events = events;
  }

  /** How much audio was received, in milliseconds. */
  public long mediaMs() {
    return bytes / MuLaw.PER_MS;
  }

  /**
   * Media time at {@code now}: that of the audio that the caller hears and speaks then, which is
   * received later.
   */
  public synchronized long mediaMsAt(long now) {
    long receivedMs = mediaMs();
    return clock.isRunning()
        ? Math.clamp((now - clock.zero()) / NANOS_PER_MS, receivedMs, receivedMs + MAX_LATE_MS)
        : receivedMs;
  }

  /**
   * A frame has arrived; returns when it ended, as {@link System#nanoTime}. {@link #frame} follows.
   */
  synchronized long arrived(int length, long now) {
    arrivedAt = now;
    tickedAt = now;
    waitedNanos = 0;
    long media = (bytes + length) * NANOS_PER_SAMPLE;
    clock.arrived(media, now);
    return clock.zero() + media;
  }

  /**
   * Writes a frame of any length; false if the stream has ended.
   *
   * @param overAssistant true if the caller hears the assistant
   * @param echo whether the frame is the assistant's own voice
   */
  synchronized boolean frame(byte[] ulaw, boolean overAssistant, Echo echo) {
    if (!ended && !isFilledAlready(ulaw)) {
      write(ulaw, overAssistant, echo);
    }
    return !ended;
  }

  /**
   * Fills the time since the last frame with silence, if that is longer than a burst. To be called
   * at every tick: time in which this process stood still does not count.
   *
   * @return how many frames of silence were written
   */
  synchronized int fillGap(boolean overAssistant, long now) {
    waitedNanos += Math.clamp(now - tickedAt, 0, MAX_TICK_NANOS);
    tickedAt = now;
    if (ended || !clock.isRunning() || waitedNanos < GAP_NANOS) {
      return 0;
    }
    int frames = 0;
    if (filled == 0) {
      zeroWhenFilled = clock.zero();
    }
    inStep = 0;
    while (clock.zero() + (bytes + FILL_SAMPLES) * NANOS_PER_SAMPLE - now <= 0) {
      var silence = new byte[FILL_SAMPLES];
      Arrays.fill(silence, MuLaw.SILENCE);
      write(silence, overAssistant, Echo.NONE);
      filled += FILL_SAMPLES;
      frames++;
    }
    return frames;
  }

  /** Writes the end-of-stream record after the last frame. Idempotent. */
  synchronized void end() {
    if (!ended) {
      ended = true;
      events.audio(callSid, streamSid, sequence, mediaMs(), false, Echo.NONE, NO_AUDIO);
    }
  }

  /** True for quiet that came late, in whose place silence was written. */
  private boolean isFilledAlready(byte[] ulaw) {
    if (filled == 0) {
      return false;
    }
    long media = (bytes + ulaw.length) * NANOS_PER_SAMPLE;
    if (zeroWhenFilled + media - arrivedAt <= LEAD_NANOS) {
      inStep++;
      if (inStep == IN_STEP_FRAMES) {
        filled = 0; // Nothing was held up: the line had sent nothing.
      }
      return false;
    }
    inStep = 0;
    if (filled < ulaw.length || Loudness.of(ulaw) >= QUIET) {
      return false;
    }
    filled -= ulaw.length;
    return true;
  }

  private synchronized void write(byte[] ulaw, boolean overAssistant, Echo echo) {
    long startMs = mediaMs();
    bytes += ulaw.length;
    events.audio(callSid, streamSid, sequence++, startMs, overAssistant, echo, ulaw);
  }
}
