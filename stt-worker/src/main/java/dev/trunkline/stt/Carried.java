// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import java.util.ArrayDeque;

/**
 * Words of commits that belong to no speech end: our own in a very long utterance, or one the
 * provider made by itself. They go before the words of the utterance they fall into.
 */
final class Carried {
  private record Words(long upToMs, String text) {}

  private final ArrayDeque<Words> pieces = new ArrayDeque<>();

  /** {@code text} was said before media time {@code upToMs}. */
  void add(long upToMs, String text) {
    if (!text.isEmpty()) {
      pieces.add(new Words(upToMs, text));
    }
  }

  /** The words of the utterance that began at {@code startMs} and ends with {@code text}. */
  String before(long startMs, String text) {
    var words = new StringBuilder();
    for (Words piece : pieces) {
      if (piece.upToMs() > startMs) {
        words.append(piece.text()).append(' ');
      }
    }
    return words.append(text).toString().strip();
  }

  /** Audio from {@code fromMs} on is fed again: its words will come again. */
  void rewind(long fromMs) {
    pieces.removeIf(piece -> piece.upToMs() > fromMs);
  }

  /** Media time up to which the oldest words after {@code ms} reach, or {@code otherwise}. */
  long firstAfter(long ms, long otherwise) {
    for (Words piece : pieces) {
      if (piece.upToMs() > ms) {
        return piece.upToMs();
      }
    }
    return otherwise;
  }

  void clear() {
    pieces.clear();
  }
}
