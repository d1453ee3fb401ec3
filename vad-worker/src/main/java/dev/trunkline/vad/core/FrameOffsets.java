// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.core;

/**
 * Maps the latest positions of a stream to the offsets of their records. Bounded: frames shorter
 * than {@link #MIN_SPACING_SAMPLES} share an entry, and entries beyond the capacity are not added;
 * both only make an offset earlier than necessary. Positions are samples and never decrease.
 */
final class FrameOffsets {
  /** 10 ms: half a normal frame. */
  static final int MIN_SPACING_SAMPLES = 80;

  private final long[] positions;
  private final long[] offsets;
  private int first;
  private int count;

  /** Has room for {@code samples} of audio. */
  FrameOffsets(int samples) {
    int capacity = samples / MIN_SPACING_SAMPLES + 2;
    positions = new long[capacity];
    offsets = new long[capacity];
  }

  /** Adds the frame that starts at {@code position}. */
  void add(long position, long offset) {
    if (count == positions.length
        || (count > 0 && position - positions[index(count - 1)] < MIN_SPACING_SAMPLES)) {
      return;
    }
    positions[index(count)] = position;
    offsets[index(count)] = offset;
    count++;
  }

  /**
   * The offset from which to read all audio from {@code position} on, or the earliest known one.
   *
   * @throws IllegalStateException if no frame was added
   */
  long from(long position) {
    if (count == 0) {
      throw new IllegalStateException("no frame was added");
    }
    int i = 0;
    while (i + 1 < count && positions[index(i + 1)] <= position) {
      i++;
    }
    return offsets[index(i)];
  }

  /** Drops entries that are needed only for positions before {@code position}. */
  void forgetBefore(long position) {
    while (count > 1 && positions[index(1)] <= position) {
      first = index(1);
      count--;
    }
  }

  private int index(int i) {
    return (first + i) % positions.length;
  }
}
