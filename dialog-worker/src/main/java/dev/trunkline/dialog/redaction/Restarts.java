// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import java.util.ArrayList;
import java.util.List;

/**
 * Where one may begin to read a partition again. Numbers whose parts stand in several records are
 * read whole or not at all, also those that were written long ago: the second half of one, read
 * alone, would be taken for something else.
 */
final class Restarts {
  private record Stretch(long first, long last) {}

  private final List<Stretch> ended = new ArrayList<>();

  /** What stood from {@code first} to {@code last} belonged together, and is written. */
  void ended(long first, long last) {
    if (first < last) {
      ended.add(new Stretch(first, last));
    }
  }

  /**
   * The last offset up to {@code offset} at which nothing is cut in two. Forgets what is before it,
   * so that offsets must not fall.
   */
  long before(long offset) {
    long at = offset;
    for (boolean moved = true; moved; ) {
      moved = false;
      for (Stretch stretch : ended) {
        if (stretch.first < at && at <= stretch.last) {
          at = stretch.first;
          moved = true;
        }
      }
    }
    long begin = at;
    ended.removeIf(stretch -> stretch.last < begin);
    return at;
  }
}
