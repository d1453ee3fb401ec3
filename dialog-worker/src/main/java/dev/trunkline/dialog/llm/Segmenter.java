// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.llm;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a stream of tokens into segments that can be spoken: whole sentences or lines, but the first
 * one as early as at a clause's end, so that sound begins while the model still writes. Never cuts
 * within a number, a date, a link or an address, so that each segment can be made speakable for
 * itself. Every segment but the last ends with white space. One answer, one thread.
 */
final class Segmenter {
  /** A first clause shorter than this gains nothing and sounds chopped. */
  private static final int FIRST_CLAUSE = 24;

  /** Longer than any sentence a person would say in one breath. */
  private static final int LONGEST = 280;

  private static final Pattern SENTENCE_END = Pattern.compile("[.!?…]+[\"')\\]*_`]*\\s|\\n");
  private static final Pattern CLAUSE_END = Pattern.compile("[,;:–—][*_`]*\\s");
  private static final Pattern NO_END =
      Pattern.compile(
          "(?i)(^|\\W)(mr|mrs|ms|dr|st|no|e\\.g|i\\.e|vs|approx|prof|tel|ext|incl|max|min|jan|feb|mar"
              + "|apr|aug|sept?|oct|nov|dec|\\p{L})\\.\\s$|(^|\\n)\\s*\\d{1,3}\\.\\s$");

  private final StringBuilder open = new StringBuilder();
  private boolean first = true;

  /** Takes the next token; gives the segments that are complete now. */
  List<String> push(String token) {
    open.append(token);
    var segments = new ArrayList<String>();
    for (int end = cut(); end > 0; end = cut()) {
      segments.add(take(end));
    }
    return segments;
  }

  /** What is left when the answer is complete; empty if nothing. */
  List<String> end() {
    return open.toString().isBlank() ? List.of() : List.of(take(open.length()));
  }

  private String take(int end) {
    String segment = open.substring(0, end);
    open.delete(0, end);
    first = false;
    return segment;
  }

  private int cut() {
    int sentence = end(SENTENCE_END, 1);
    int clause = first ? end(CLAUSE_END, FIRST_CLAUSE) : -1;
    if (sentence > 0 && (clause < 0 || sentence <= clause)) {
      return sentence;
    }
    if (clause > 0) {
      return clause;
    }
    return open.length() > LONGEST ? longest() : -1;
  }

  private int end(Pattern ending, int atLeast) {
    Matcher ends = ending.matcher(open);
    while (ends.find()) {
      int end = ends.end();
      String before = open.substring(0, end);
      if (end >= atLeast && !before.isBlank() && !NO_END.matcher(before).find() && isWhole(end)) {
        return end;
      }
    }
    return -1;
  }

  /** The last gap at which nothing is torn apart. */
  private int longest() {
    for (int gap = open.lastIndexOf(" "); gap > 0; gap = open.lastIndexOf(" ", gap - 1)) {
      if (!joinsDigits(gap + 1)) {
        return gap + 1;
      }
    }
    return -1;
  }

  /** False if what belongs together would be parted at {@code end}, or might: more must come. */
  private boolean isWhole(int end) {
    boolean line = open.charAt(end - 1) == '\n';
    return (line || !joinsDigits(end)) && !isInLink(end);
  }

  /** True if there is a digit on both sides, or it cannot be said yet. */
  private boolean joinsDigits(int end) {
    int before = end - 1;
    while (before >= 0 && !Character.isLetterOrDigit(open.charAt(before))) {
      before--;
    }
    if (before < 0 || !Character.isDigit(open.charAt(before))) {
      return false;
    }
    int after = end;
    while (after < open.length() && !Character.isLetterOrDigit(open.charAt(after))) {
      after++;
    }
    return after == open.length() || Character.isDigit(open.charAt(after));
  }

  private boolean isInLink(int end) {
    int bracket = open.lastIndexOf("[", end - 1);
    int target = open.lastIndexOf("](", end - 1);
    return bracket > open.lastIndexOf("]", end - 1)
        || (target >= 0 && target > open.lastIndexOf(")", end - 1));
  }
}
