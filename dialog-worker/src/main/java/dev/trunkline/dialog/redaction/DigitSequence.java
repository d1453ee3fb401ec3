// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Digit groups with nothing but pauses between them: a candidate for one or more numbers. A
 * position is the index of a digit in the sequence.
 */
final class DigitSequence {
  private final String text;
  private final List<DigitGroup> groups;
  private final NumberLabel label;
  private final String digits;
  private final int[] positions;

  /**
   * @param label what the words before the sequence say it is
   */
  DigitSequence(String text, List<DigitGroup> groups, NumberLabel label) {
    this.text = text;
    this.groups = List.copyOf(groups);
    this.label = label;
    digits = joined(groups);
    positions = positions(groups);
  }

  List<DigitGroup> groups() {
    return groups;
  }

  NumberLabel label() {
    return label;
  }

  String digits() {
    return digits;
  }

  private static String joined(List<DigitGroup> groups) {
    var digits = new StringBuilder();
    groups.forEach(group -> digits.append(group.digits()));
    return digits.toString();
  }

  private static int[] positions(List<DigitGroup> groups) {
    var positions = new int[groups.size() + 1];
    for (int i = 0; i < groups.size(); i++) {
      positions[i + 1] = positions[i] + groups.get(i).digits().length();
    }
    return positions;
  }

  int length() {
    return digits.length();
  }

  /** The position of the first digit of group {@code i}; the length for the number of groups. */
  int position(int i) {
    return positions[i];
  }

  /** What separates group {@code i} from the one before it; a break at both ends. */
  Separator separatorBefore(int i) {
    return i == 0 || i == groups.size() ? Separator.BREAK : groups.get(i).before();
  }

  /** The digits of groups {@code from} to {@code to - 1}. */
  String digits(int from, int to) {
    return digits.substring(positions[from], positions[to]);
  }

  /** The range of the text that holds groups {@code from} to {@code to - 1}. */
  PiiSpan span(int from, int to, PiiKind kind) {
    int begin = groups.get(from).from();
    while (begin > 0 && "+(".indexOf(text.charAt(begin - 1)) >= 0) {
      begin--;
    }
    return new PiiSpan(begin, groups.get(to - 1).to(), kind);
  }

  /** The range of the text that holds the digits at positions {@code from} to {@code to - 1}. */
  PiiSpan digitSpan(int from, int to, PiiKind kind) {
    int first = groupAt(from);
    int last = groupAt(to - 1);
    return new PiiSpan(
        groups.get(first).from(from - positions[first]),
        groups.get(last).to(to - 1 - positions[last]),
        kind);
  }

  private int groupAt(int position) {
    int group = Arrays.binarySearch(positions, position);
    return group >= 0 ? group : -group - 2;
  }

  /** True if {@code +} stands before it. */
  boolean isInternational() {
    int from = groups.getFirst().from();
    String before = text.substring(Math.max(0, from - 3), from);
    return before.contains("+");
  }

  /**
   * True if groups {@code from} to {@code to - 1} are consistent with a number format whose parts
   * end after {@code ends} digits: no group spans such an end, and pauses occur only there.
   */
  boolean isGrouped(int from, int to, Set<Integer> ends) {
    for (int i = from; i < to; i++) {
      int begin = positions[i] - positions[from];
      if (i > from && groups.get(i).before() != Separator.NARROW && !ends.contains(begin)) {
        return false;
      }
      int end = begin + groups.get(i).digits().length();
      if (groups.get(i).isUnbroken() && ends.stream().anyMatch(e -> e > begin && e < end)) {
        return false;
      }
    }
    return true;
  }

  /** True if a pause follows the first {@code count} digits of the groups from {@code from} on. */
  boolean pausesAfter(int from, int count) {
    int i = from + 1;
    while (i < groups.size() && positions[i] - positions[from] < count) {
      i++;
    }
    return i < groups.size()
        && positions[i] - positions[from] == count
        && groups.get(i).before() == Separator.PAUSE;
  }

  /** True if the groups from {@code from} on are written as digits and have these lengths. */
  boolean isWritten(int from, int... lengths) {
    if (from + lengths.length > groups.size()) {
      return false;
    }
    for (int i = 0; i < lengths.length; i++) {
      DigitGroup group = groups.get(from + i);
      if (!group.written()
          || group.digits().length() != lengths[i]
          || (i > 0 && group.before().compareTo(Separator.PAUSE) > 0)) {
        return false;
      }
    }
    return true;
  }

  /** A test for groups {@code from} to {@code to - 1}, which stand between two pauses. */
  interface NumberFormat {
    boolean matches(int from, int to);
  }

  /** The longest parts of at most {@code maxDigits} digits between pauses that match. */
  List<PiiSpan> matches(int maxDigits, PiiKind kind, NumberFormat format) {
    var found = new ArrayList<PiiSpan>();
    for (int from = 0; from < groups.size(); ) {
      boolean afterPause = separatorBefore(from) != Separator.NARROW;
      int to = afterPause ? longestMatch(from, maxDigits, format) : 0;
      if (to > 0) {
        found.add(span(from, to, kind));
      }
      from = to > 0 ? to : from + 1;
    }
    return found;
  }

  private int longestMatch(int from, int maxDigits, NumberFormat format) {
    int longest = 0;
    for (int to = from + 1;
        to <= groups.size() && positions[to] - positions[from] <= maxDigits;
        to++) {
      if (separatorBefore(to) != Separator.NARROW && format.matches(from, to)) {
        longest = to;
      }
      if (separatorBefore(to) == Separator.MARK) {
        break;
      }
    }
    return longest;
  }
}
