// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

import java.util.ArrayList;
import java.util.List;

/**
 * How far the alignment of one context has come in the text that was sent, whitespace not counted.
 * The provider may send a partial alignment and then one that begins again at the first character,
 * of the context or of the piece that it is speaking; counted on, every later character would be
 * placed too early.
 */
final class AlignmentPosition {
  /** Fewer characters may be equal by chance. */
  private static final int MIN_EQUAL = 4;

  private static final int NO_RESTART = -1;

  private final StringBuilder text = new StringBuilder();
  private final List<Integer> segmentStarts = new ArrayList<>();
  private int aligned;

  /** Text that follows; returns where it begins. */
  int append(String segment) {
    int start = text.length();
    segmentStarts.add(start);
    text.append(withoutSpace(segment));
    return start;
  }

  /**
   * The characters of an alignment were placed, or skipped.
   *
   * @return where they begin if that is before the position, else a negative number
   */
  int advance(String entries) {
    String said = withoutSpace(entries);
    int restart = said.isEmpty() || isAt(aligned, said) ? NO_RESTART : restart(said);
    aligned = (restart < 0 ? aligned : restart) + said.length();
    return restart;
  }

  private int restart(String said) {
    int current = 0;
    for (int start : segmentStarts) {
      current = start < aligned ? start : current;
    }
    if (isAt(current, said) && current < aligned) {
      return current;
    }
    return aligned > 0 && isAt(0, said) ? 0 : NO_RESTART;
  }

  /** True if {@code said} is what the text says from {@code from} on. */
  private boolean isAt(int from, String said) {
    int length = Math.min(said.length(), text.length() - from);
    return length >= Math.min(MIN_EQUAL, text.length())
        && text.substring(from, from + length).equalsIgnoreCase(said.substring(0, length));
  }

  private static String withoutSpace(String text) {
    var kept = new StringBuilder(text.length());
    text.chars().filter(c -> !Character.isWhitespace(c)).forEach(c -> kept.append((char) c));
    return kept.toString();
  }
}
