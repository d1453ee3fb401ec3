// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad;

/**
 * At which offset the audio of a media time stands, for the last stretch of a stream. Bounded:
 * frames shorter than {@link #SPACING} share an entry, and what does not fit is not entered; both
 * only make an answer earlier than need be. Positions are samples and never go back.
 */
final class FrameOffsets {
  /** 10 ms: half a normal frame. */
  static final int SPACING = 80;

  private final long[] positions;
  private final long[] offsets;
  private int first;
  private int count;

  /** Room for {@code samples} of audio. */
  FrameOffsets(int samples) {
    int capacity = samples / SPACING + 2;
    positions = new long[capacity];
    offsets = new long[capacity];
  }

  /** The frame that begins at {@code position} stands at {@code offset}. */
  void add(long position, long offset) {
    if (count == positions.length || (count > 0 && position - positions[at(count - 1)] < SPACING)) {
      return;
    }
    positions[at(count)] = position;
    offsets[at(count)] = offset;
    count++;
  }

  /**
   * The offset from which to read so as to hear all from {@code position} on, or the earliest
   * known.
   *
   * @throws IllegalStateException if nothing was ever added
   */
  long from(long position) {
    if (count == 0) {
      throw new IllegalStateException("no frame yet");
    }
    int index = 0;
    while (index + 1 < count && positions[at(index + 1)] <= position) {
      index++;
    }
    return offsets[at(index)];
  }

  /** Nobody will ask for anything before {@code position} any more. */
  void forgetBefore(long position) {
    while (count > 1 && positions[at(1)] <= position) {
      first = at(1);
      count--;
    }
  }

  private int at(int index) {
    return (first + index) % positions.length;
  }
}
