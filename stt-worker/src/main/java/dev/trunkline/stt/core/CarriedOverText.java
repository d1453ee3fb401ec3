// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

import java.util.ArrayDeque;

/**
 * Text of segments that end no utterance: of our own commits within a very long utterance, or of
 * one that Scribe made by itself. It precedes the text of the utterance that it falls into.
 */
final class CarriedOverText {
  private record Piece(long upToMs, String text) {}

  private final ArrayDeque<Piece> pieces = new ArrayDeque<>();

  /** {@code text} was spoken before media time {@code upToMs}. */
  void add(long upToMs, String text) {
    if (!text.isEmpty()) {
      pieces.add(new Piece(upToMs, text));
    }
  }

  /** The whole text of the utterance that started at {@code startMs} and ends with {@code text}. */
  String before(long startMs, String text) {
    if (pieces.isEmpty()) {
      return text.strip();
    }
    var whole = new StringBuilder();
    for (Piece piece : pieces) {
      if (piece.upToMs() > startMs) {
        whole.append(piece.text()).append(' ');
      }
    }
    return whole.append(text).toString().strip();
  }

  /** Audio from {@code fromMs} on is sent again, so its text will come again. */
  void rewind(long fromMs) {
    pieces.removeIf(piece -> piece.upToMs() > fromMs);
  }

  /** Media time up to which the oldest text after {@code ms} reaches. */
  long firstAfter(long ms, long defaultValue) {
    for (Piece piece : pieces) {
      if (piece.upToMs() > ms) {
        return piece.upToMs();
      }
    }
    return defaultValue;
  }

  void clear() {
    pieces.clear();
  }
}
