// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.silero;

import dev.trunkline.events.audio.MuLaw;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * One stream as the model sees it: the samples that wait for it, and its memory of those it has
 * heard. A stream may change its place in the batch, and the batch its size, at every inference:
 * all that goes along is in here.
 *
 * <p>Windows lie on a fixed grid of media time (multiples of {@link #WINDOW} samples), wherever the
 * reading began, so that whoever reads the stream again cuts it into the same windows. Positions
 * are samples since media time 0. Not thread-safe.
 */
public final class SileroStream {
  /** Samples of one inference: 32 ms at 8 kHz. */
  public static final int WINDOW = 256;

  /** Samples that can wait at once. */
  public static final int ROOM = 16 * WINDOW;

  /**
   * Samples before the window that the model wants to see again. It takes a window without them,
   * gives no error, and then misses most speech.
   */
  static final int CONTEXT = 32;

  /** Floats of one of the two halves (hidden and cell) of the memory. */
  static final int HALF_STATE = 128;

  private static final float FULL_SCALE = 32_768;

  private final QuietReset reset;
  private final float[] samples = new float[CONTEXT + ROOM];
  private final float[] state = new float[2 * HALF_STATE];
  private int from = CONTEXT;
  private int to = CONTEXT;
  private long position;
  private int toSkip;
  private long resetDue;
  private long quietSamples;

  /** A stream of which nothing has been heard yet; its next sample is {@code position}. */
  public SileroStream(QuietReset reset, long position) {
    this.reset = reset;
    this.position = position;
    this.resetDue = dueAfter(position);
    this.toSkip = (int) Math.floorMod(-position, (long) WINDOW);
  }

  /**
   * Takes samples from {@code ulaw}, beginning at {@code offset}.
   *
   * @return how many it had room for
   */
  public int append(byte[] ulaw, int offset) {
    int taken = makeRoom(ulaw.length - offset);
    for (int i = 0; i < taken; i++) {
      samples[to + i] = MuLaw.decode(ulaw[offset + i]) / FULL_SCALE;
    }
    return appended(taken);
  }

  /**
   * Takes {@code count} samples of silence.
   *
   * @return how many it had room for
   */
  public int appendSilence(int count) {
    int taken = makeRoom(count);
    Arrays.fill(samples, to, to + taken, 0);
    return appended(taken);
  }

  /** True if a whole window waits. */
  public boolean hasWindow() {
    return to - from >= WINDOW;
  }

  /** Where the next window begins, waiting or not. */
  public long nextWindow() {
    return position;
  }

  /** Where the next sample to be appended belongs. */
  public long end() {
    return position + to - from;
  }

  /** Copies context and window to where {@code input} stands. */
  void putWindow(FloatBuffer input) {
    input.put(samples, from - CONTEXT, CONTEXT + WINDOW);
  }

  /** Copies this stream's memory into place {@code slot} of a tensor {@code [2, batch, 128]}. */
  void putState(FloatBuffer tensor, int slot, int batch) {
    tensor.put(slot * HALF_STATE, state, 0, HALF_STATE);
    tensor.put((batch + slot) * HALF_STATE, state, HALF_STATE, HALF_STATE);
  }

  /** Takes over the memory at place {@code slot} after an inference, and lets the window go. */
  void heard(FloatBuffer tensor, int slot, int batch, float probability) {
    tensor.get(slot * HALF_STATE, state, 0, HALF_STATE);
    tensor.get((batch + slot) * HALF_STATE, state, HALF_STATE, HALF_STATE);
    advance(WINDOW);
    quietSamples = probability < reset.below() ? quietSamples + WINDOW : 0;
    if (position >= resetDue && quietSamples >= (long) reset.quietMs() * MuLaw.PER_MS) {
      forget();
    }
  }

  /** Wipes the memory; the samples stay. */
  void forget() {
    Arrays.fill(state, 0);
    resetDue = dueAfter(position);
  }

  private long dueAfter(long sample) {
    long period = (long) reset.everyMs() * MuLaw.PER_MS;
    return (sample / period + 1) * period;
  }

  private int makeRoom(int wanted) {
    if (to + wanted > samples.length) {
      int kept = to - from + CONTEXT;
      System.arraycopy(samples, from - CONTEXT, samples, 0, kept);
      from = CONTEXT;
      to = kept;
    }
    return Math.min(wanted, samples.length - to);
  }

  private int appended(int count) {
    to += count;
    int skipped = Math.min(toSkip, to - from);
    advance(skipped);
    toSkip -= skipped;
    return count;
  }

  private void advance(int count) {
    from += count;
    position += count;
  }
}
