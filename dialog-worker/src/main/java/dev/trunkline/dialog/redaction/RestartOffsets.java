// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import java.util.ArrayList;
import java.util.List;

/**
 * The offsets from which a partition may be read again. A number that spans several records must be
 * read completely or not at all, even if its copies have been written: its second half alone would
 * not be recognised.
 */
final class RestartOffsets {
  private record OffsetRange(long first, long last) {}

  private final List<OffsetRange> completed = new ArrayList<>();

  /** The records from {@code first} to {@code last} held parts of one number; all are written. */
  void completed(long first, long last) {
    if (first < last) {
      completed.add(new OffsetRange(first, last));
    }
  }

  /**
   * The highest offset up to {@code offset} that does not split a number. Discards ranges before
   * it, so {@code offset} must not decrease between calls.
   */
  long atOrBefore(long offset) {
    long at = offset;
    for (boolean moved = true; moved; ) {
      moved = false;
      for (OffsetRange range : completed) {
        if (range.first < at && at <= range.last) {
          at = range.first;
          moved = true;
        }
      }
    }
    long restart = at;
    completed.removeIf(range -> range.last < restart);
    return at;
  }
}
