// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.provider.silero;

import java.util.List;
import java.util.function.LongSupplier;

/**
 * Scores windows of many streams together. Owns what the model needs of every stream: callers hold
 * a {@link SileroStream} as a handle only, and change it through this class. Not thread-safe.
 */
public final class BatchInference {
  private final SileroModel model;
  private final StateResetPolicy resetPolicy;
  private final InferenceMetrics metrics;
  private final LongSupplier nanoTime;

  public BatchInference(
      SileroModel model,
      StateResetPolicy resetPolicy,
      InferenceMetrics metrics,
      LongSupplier nanoTime) {
    this.model = model;
    this.resetPolicy = resetPolicy;
    this.metrics = metrics;
    this.nanoTime = nanoTime;
  }

  /** How many streams {@link #score} takes at most. */
  public int maxBatch() {
    return model.maxBatch();
  }

  /** A new stream, whose next sample is at {@code position} of media time. */
  public SileroStream open(long position) {
    return new SileroStream(resetPolicy, position);
  }

  /**
   * Appends {@code count} samples of µ-law, from index {@code from}.
   *
   * @throws IllegalStateException if there is no room for them
   */
  public void append(SileroStream stream, byte[] ulaw, int from, int count) {
    requireRoom(count, stream.append(ulaw, from, count));
  }

  /**
   * Appends {@code count} samples of silence.
   *
   * @throws IllegalStateException if there is no room for them
   */
  public void appendSilence(SileroStream stream, int count) {
    requireRoom(count, stream.appendSilence(count));
  }

  /**
   * Scores the next window of each stream.
   *
   * @param streams different ones, each with a complete window
   * @return the probabilities of speech, in the order of {@code streams}
   * @throws IllegalStateException if the runtime fails
   */
  public float[] score(List<SileroStream> streams) {
    float[] probabilities = new float[streams.size()];
    long before = nanoTime.getAsLong();
    model.score(streams, probabilities);
    metrics.scored(probabilities, nanoTime.getAsLong() - before);
    return probabilities;
  }

  private static void requireRoom(int count, int taken) {
    if (taken < count) {
      throw new IllegalStateException(
          "no room for " + (count - taken) + " of " + count + " samples");
    }
  }
}
