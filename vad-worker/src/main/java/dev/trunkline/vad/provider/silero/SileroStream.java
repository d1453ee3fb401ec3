// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.provider.silero;

import static dev.trunkline.vad.core.StreamDetector.MAX_WAITING_SAMPLES;
import static dev.trunkline.vad.core.StreamDetector.WINDOW_SAMPLES;

import dev.trunkline.events.audio.MuLaw;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * What the model needs of one stream: the samples that wait to be scored, and the recurrent state
 * after the scored ones. The stream's place in the batch, and the batch's size, may change at every
 * inference. Windows lie on the grid of {@link dev.trunkline.vad.core.StreamDetector}; positions
 * are samples since media time 0. Changed by {@link BatchInference} only; not thread-safe.
 */
public final class SileroStream {
  /**
   * Samples before the window that the model needs as well. Without them it gives no error, but
   * misses most speech.
   */
  static final int CONTEXT = 32;

  /** Floats of one of the two halves (hidden and cell) of the recurrent state. */
  static final int HALF_STATE = 128;

  private static final float FULL_SCALE = 32_768;

  private final StateResetPolicy resetPolicy;
  private final float[] samples = new float[CONTEXT + MAX_WAITING_SAMPLES];
  private final float[] state = new float[2 * HALF_STATE];

  /** Where the next window starts in {@link #samples}, and where the waiting samples end. */
  private int from = CONTEXT;

  private int to = CONTEXT;

  /** Media time, in samples, of index {@link #from}. */
  private long position;

  /** Samples before the first window on the grid that are still to come. */
  private int toSkip;

  private long resetDue;
  private long quietSamples;

  /** A stream without samples, whose next one is at {@code position}. */
  SileroStream(StateResetPolicy resetPolicy, long position) {
    this.resetPolicy = resetPolicy;
    this.position = position;
    this.resetDue = resetDueAfter(position);
    this.toSkip = (int) Math.floorMod(-position, (long) WINDOW_SAMPLES);
  }

  /**
   * Appends up to {@code count} samples from {@code ulaw}, from index {@code start}.
   *
   * @return how many there was room for
   */
  int append(byte[] ulaw, int start, int count) {
    int taken = makeRoom(count);
    for (int i = 0; i < taken; i++) {
      samples[to + i] = MuLaw.decode(ulaw[start + i]) / FULL_SCALE;
    }
    return appended(taken);
  }

  /**
   * Appends up to {@code count} samples of silence.
   *
   * @return how many there was room for
   */
  int appendSilence(int count) {
    int taken = makeRoom(count);
    Arrays.fill(samples, to, to + taken, 0);
    return appended(taken);
  }

  /** True if a complete window waits to be scored. */
  boolean hasWindow() {
    return to - from >= WINDOW_SAMPLES;
  }

  /** Where the next window starts, complete or not. */
  long nextWindow() {
    return position;
  }

  /** Where the next appended sample belongs. */
  long end() {
    return position + to - from;
  }

  /** Copies context and window to the position of {@code input}. */
  void putWindow(FloatBuffer input) {
    input.put(samples, from - CONTEXT, CONTEXT + WINDOW_SAMPLES);
  }

  /** Copies the recurrent state into place {@code slot} of a tensor {@code [2, batch, 128]}. */
  void putState(FloatBuffer tensor, int slot, int batch) {
    tensor.put(slot * HALF_STATE, state, 0, HALF_STATE);
    tensor.put((batch + slot) * HALF_STATE, state, HALF_STATE, HALF_STATE);
  }

  /** Takes the recurrent state at place {@code slot} after an inference and drops the window. */
  void windowScored(FloatBuffer tensor, int slot, int batch, float probability) {
    tensor.get(slot * HALF_STATE, state, 0, HALF_STATE);
    tensor.get((batch + slot) * HALF_STATE, state, HALF_STATE, HALF_STATE);
    advance(WINDOW_SAMPLES);
    quietSamples = probability < resetPolicy.below() ? quietSamples + WINDOW_SAMPLES : 0;
    if (position >= resetDue && quietSamples >= (long) resetPolicy.quietMs() * MuLaw.PER_MS) {
      resetState();
    }
  }

  /** Resets the recurrent state; the samples stay. */
  void resetState() {
    Arrays.fill(state, 0);
    resetDue = resetDueAfter(position);
  }

  private long resetDueAfter(long sample) {
    long period = (long) resetPolicy.everyMs() * MuLaw.PER_MS;
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
