// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.core;

import dev.trunkline.events.audio.MuLaw;

/** Finds where a frame belongs after the earlier frames of its stream. */
final class FrameOrder {
  /**
   * How far, in samples, a frame's media time may differ from the end of the audio before it
   * without a gap: Twilio's time stamps jitter by a few milliseconds.
   */
  static final int TOLERANCE_SAMPLES = 100 * MuLaw.PER_MS;

  private final long maxGapSamples;
  private long lastSequence;

  /**
   * @param lastSequence the sequence number before the next frame's
   */
  FrameOrder(long lastSequence, int gapFillMs) {
    this.lastSequence = lastSequence;
    this.maxGapSamples = (long) gapFillMs * MuLaw.PER_MS;
  }

  /** Where a frame belongs. */
  sealed interface Placement {
    /** It was read before. */
    record Repeated() implements Placement {}

    /** It is next, after {@code silence} missing samples. */
    record Next(long missingFrames, int silence) implements Placement {}

    /** It is too far from the audio before it to fill the gap. */
    record Discontinuity(long missingFrames) implements Placement {}
  }

  private static final Placement REPEATED = new Placement.Repeated();
  private static final Placement NEXT = new Placement.Next(0, 0);

  /**
   * Places the frame with number {@code sequence}.
   *
   * @param position where its audio starts, by its own media time, in samples
   * @param end where the audio before it ended, in samples
   */
  Placement place(long sequence, long position, long end) {
    if (sequence <= lastSequence) {
      return REPEATED;
    }
    long missingFrames = sequence - lastSequence - 1;
    long gap = position - end;
    lastSequence = sequence;
    if (Math.abs(gap) > Math.max(maxGapSamples, TOLERANCE_SAMPLES)) {
      return new Placement.Discontinuity(missingFrames);
    }
    boolean fill = gap > (missingFrames > 0 ? 0 : TOLERANCE_SAMPLES);
    return missingFrames == 0 && !fill
        ? NEXT
        : new Placement.Next(missingFrames, fill ? (int) gap : 0);
  }
}
