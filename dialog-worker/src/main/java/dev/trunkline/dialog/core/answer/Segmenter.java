// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core.answer;

import dev.trunkline.dialog.speakable.LanguageMarks;
import dev.trunkline.dialog.speakable.TextLanguage;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an answer into segments, which are spoken one after the other. The first ends where a
 * speaker would draw breath, so that the voice starts early; the second may end at a clause, as the
 * first is soon said; the others end with a sentence. Marks of all scripts count, and those of
 * scripts without spaces need none behind them. Never cuts within a number or a Markdown link, as
 * each segment is normalized on its own. Every segment but the last ends with white space, where
 * the script has it. For one answer; not thread-safe.
 */
final class Segmenter {
  /** In characters. A shorter clause behind the first segment saves no time and sounds chopped. */
  private static final int MIN_CLAUSE = 24;

  /** In characters. A longer sentence is cut between two words. */
  private static final int MAX_SEGMENT = 280;

  /** In characters, of a script without spaces. */
  private static final int MIN_UNSPACED = 6;

  private static final int MAX_UNSPACED = 12;
  private static final int MAX_UNSPACED_SEGMENT = 80;

  private static final String CLOSING = "[\"')\\]*_`”’»›」』）】]*";
  private static final Pattern SENTENCE_END =
      Pattern.compile(
          "[.!?…]+"
              + CLOSING
              + "(?:\\s|(?<=[!?…])(?=[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]))"
              + "|[。！？｡．]+"
              + CLOSING
              + "\\s?(?=[^。！？｡．\"')\\]*_`”’»›」』）】\\s])"
              + "|[।॥؟۔።፧՞։។။།]+"
              + CLOSING
              + "(?:\\s|(?=\\p{L}))"
              + "|\\n");
  private static final Pattern CLAUSE_END =
      Pattern.compile(
          "[,;:–—،؛፣]"
              + CLOSING
              + "\\s|[，、；：]"
              + CLOSING
              + "\\s?(?=[^\\s\"')\\]*_`”’»›」』）】])|(?<=[\\p{IsThai}\\p{IsLao}\\p{IsKhmer}\\p{IsMyanmar}])"
              + " (?=[\\p{IsThai}\\p{IsLao}\\p{IsKhmer}\\p{IsMyanmar}])");
  private static final Pattern WORD = Pattern.compile("\\s[\\p{L}\\p{M}]{2,}");
  private static final Pattern UNSPACED =
      Pattern.compile(
          "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}\\p{IsMyanmar}]");

  private final StringBuilder pending = new StringBuilder();
  private final StringBuilder said = new StringBuilder();
  private final LanguageMarks marks;
  private int segments;
  private boolean tokenIsWord;

  /**
   * @param language of the assistant, ISO 639-1; null if unknown
   */
  Segmenter(@Nullable String language) {
    marks = new LanguageMarks(language);
  }

  /** Appends the next token; returns the segments that it completes. */
  List<String> append(String token) {
    pending.append(token);
    tokenIsWord = WORD.matcher(token).matches();
    var cut = new ArrayList<String>();
    for (int end = nextEnd(); end > 0; end = nextEnd()) {
      cut.add(cut(end));
    }
    return cut;
  }

  /** Cuts behind the words that are complete, in the middle of a sentence. */
  List<String> cutWords() {
    int end = isUnspaced() ? marks.wordEnd(pending.toString(), 2, pending.length()) : lastSpace();
    return end <= 0 || pending.substring(0, end).isBlank() ? List.of() : List.of(cut(end));
  }

  /** Ends the answer; returns the rest as a segment, if it is not blank. */
  List<String> finish() {
    return pending.toString().isBlank() ? List.of() : List.of(cut(pending.length()));
  }

  /** True if words wait for the end of their segment. */
  boolean hasPending() {
    return !pending.toString().isBlank();
  }

  private String cut(int end) {
    String segment = pending.substring(0, end);
    pending.delete(0, end);
    said.append(segment);
    segments++;
    return segment;
  }

  /** Where the next segment ends; -1 if it is not complete. */
  private int nextEnd() {
    int sentence = endAt(SENTENCE_END, 1);
    int clause = segments < 2 || isUnspaced() ? endAt(CLAUSE_END, minClause()) : -1;
    if (sentence > 0 && (clause < 0 || sentence <= clause)) {
      return sentence;
    }
    if (clause > 0) {
      return clause;
    }
    if (isUnspaced()) {
      int max = segments == 0 ? MAX_UNSPACED : MAX_UNSPACED_SEGMENT;
      return pending.length() > max ? marks.wordEnd(pending.toString(), MIN_UNSPACED, max) : -1;
    }
    if (segments == 0) {
      int breath = FirstBreath.endIn(pending.toString(), tokenIsWord);
      if (breath > 0 && mayCutAt(breath)) {
        return breath;
      }
    }
    return pending.length() > MAX_SEGMENT ? lastSpace() : -1;
  }

  private int minClause() {
    if (segments == 0) {
      return 2;
    }
    return isUnspaced() ? MIN_UNSPACED : MIN_CLAUSE;
  }

  private boolean isUnspaced() {
    return UNSPACED.matcher(pending).find();
  }

  private int endAt(Pattern ending, int min) {
    Matcher ends = ending.matcher(pending);
    while (ends.find()) {
      int end = ends.end();
      if (end >= min
          && hasLetter(end)
          && mayCutAt(end)
          && (pending.charAt(ends.start()) != '.' || periodEnds(ends.start(), end))) {
        return end;
      }
    }
    return -1;
  }

  private boolean hasLetter(int end) {
    return pending.substring(0, end).codePoints().anyMatch(Character::isLetterOrDigit);
  }

  private boolean periodEnds(int mark, int end) {
    String text = pending.toString();
    boolean dots = mark + 1 < text.length() && text.charAt(mark + 1) == '.';
    return dots
        || marks.periodEnds(
            text, mark + 1, end, () -> TextLanguage.of(said + text) == TextLanguage.OTHER);
  }

  /** The position after the last space that is not within a number. */
  private int lastSpace() {
    for (int gap = pending.lastIndexOf(" "); gap > 0; gap = pending.lastIndexOf(" ", gap - 1)) {
      if (!isWithinNumber(gap + 1) && !isWithinLink(gap + 1)) {
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
