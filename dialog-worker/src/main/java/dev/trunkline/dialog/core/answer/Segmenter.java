// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a stream of tokens into segments that can be spoken: whole sentences or lines. The first
 * segment may end at a clause, so that audio starts while the model is still writing. Never cuts
 * within a number, a date, a link or an address, so that each segment can be normalized on its own.
 * Every segment but the last ends with white space. For one answer; not thread-safe.
 */
final class Segmenter {
  /** In characters. A shorter first clause saves no time and sounds chopped. */
  private static final int MIN_FIRST_CLAUSE = 24;

  /** In characters. A longer sentence is cut between two words. */
  private static final int MAX_SEGMENT = 280;

  private static final Pattern SENTENCE_END = Pattern.compile("[.!?…]+[\"')\\]*_`]*\\s|\\n");
  private static final Pattern CLAUSE_END = Pattern.compile("[,;:–—][*_`]*\\s");
  private static final Pattern ABBREVIATION =
      Pattern.compile(
          "(?i)(^|\\W)(mr|mrs|ms|dr|st|no|e\\.g|i\\.e|vs|approx|prof|tel|ext|incl|max|min|jan|feb|mar"
              + "|apr|aug|sept?|oct|nov|dec|\\p{L})\\.\\s$|(^|\\n)\\s*\\d{1,3}\\.\\s$");

  private final StringBuilder pending = new StringBuilder();
  private boolean first = true;

  /** Appends the next token; returns the segments that it completes. */
  List<String> append(String token) {
    pending.append(token);
    var segments = new ArrayList<String>();
    for (int end = nextEnd(); end > 0; end = nextEnd()) {
      segments.add(cut(end));
    }
    return segments;
  }

  /** Ends the answer; returns the rest as a segment, if it is not blank. */
  List<String> finish() {
    return pending.toString().isBlank() ? List.of() : List.of(cut(pending.length()));
  }

  private String cut(int end) {
    String segment = pending.substring(0, end);
    pending.delete(0, end);
    first = false;
    return segment;
  }

  /** Where the next segment ends; -1 if it is not complete. */
  private int nextEnd() {
    int sentence = endAt(SENTENCE_END, 1);
    int clause = first ? endAt(CLAUSE_END, MIN_FIRST_CLAUSE) : -1;
    if (sentence > 0 && (clause < 0 || sentence <= clause)) {
      return sentence;
    }
    if (clause > 0) {
      return clause;
    }
    return pending.length() > MAX_SEGMENT ? lastSpace() : -1;
  }

  private int endAt(Pattern ending, int min) {
    Matcher ends = ending.matcher(pending);
    while (ends.find()) {
      int end = ends.end();
      String before = pending.substring(0, end);
      if (end >= min
          && !before.isBlank()
          && !ABBREVIATION.matcher(before).find()
          && mayCutAt(end)) {
        return end;
      }
    }
    return -1;
  }

  /** The position after the last space that is not within a number. */
  private int lastSpace() {
    for (int gap = pending.lastIndexOf(" "); gap > 0; gap = pending.lastIndexOf(" ", gap - 1)) {
      if (!isWithinNumber(gap + 1)) {
        return gap + 1;
      }
    }
    return -1;
  }

  private boolean mayCutAt(int end) {
    boolean line = pending.charAt(end - 1) == '\n';
    return (line || !isWithinNumber(end)) && !isWithinLink(end);
  }

  /** True if digits stand on both sides of {@code end}, or may once more tokens arrive. */
  private boolean isWithinNumber(int end) {
    int before = end - 1;
    while (before >= 0 && !Character.isLetterOrDigit(pending.charAt(before))) {
      before--;
    }
    if (before < 0 || !Character.isDigit(pending.charAt(before))) {
      return false;
    }
    int after = end;
    while (after < pending.length() && !Character.isLetterOrDigit(pending.charAt(after))) {
      after++;
    }
    return after == pending.length() || Character.isDigit(pending.charAt(after));
  }

  private boolean isWithinLink(int end) {
    int bracket = pending.lastIndexOf("[", end - 1);
    int target = pending.lastIndexOf("](", end - 1);
    return bracket > pending.lastIndexOf("]", end - 1)
        || (target >= 0 && target > pending.lastIndexOf(")", end - 1));
  }
}
