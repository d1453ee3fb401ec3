// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.record;

/**
 * A stretch of sound without a longer silence in it.
 *
 * @param from position of its first audible sample on the call's axis, 8 samples a millisecond
 * @param to position after its last audible sample so far
 */
public record SoundStretch(long from, long to) {
  /** The same stretch, {@code samples} later. */
  public SoundStretch shifted(long samples) {
    return new SoundStretch(from + samples, to + samples);
  }

  /** Where it begins, in milliseconds of the call. */
  public double fromMs() {
    return Samples.toMs(from);
  }

  /** Where it ends, in milliseconds of the call. */
  public double toMs() {
    return Samples.toMs(to);
  }
}
