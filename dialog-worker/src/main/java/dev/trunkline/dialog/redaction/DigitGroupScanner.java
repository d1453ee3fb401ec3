// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the groups of digits in a text, written or spoken, and which of them form a sequence. */
final class DigitGroupScanner {
  /** More filler words than this between two groups end the sequence. */
  private static final int MAX_PAUSE_WORDS = 4;

  private final String text;
  private final List<TextWord> words;
  private final List<DigitSequence> sequences = new ArrayList<>();
  private final List<DigitGroup> current = new ArrayList<>();
  private int firstWord;
  private boolean open;

  private DigitGroupScanner(String text) {
    this.text = text;
    this.words = TextWord.in(text);
  }

  static List<DigitSequence> sequences(String text) {
    var scanner = new DigitGroupScanner(text);
    scanner.scan();
    return scanner.sequences;
  }

  /** True if {@code text} ends with digits, so that the number may continue. */
  static boolean isOpen(String text) {
    var scanner = new DigitGroupScanner(text);
    scanner.scan();
    return scanner.open;
  }

  private void scan() {
    Separator separator = Separator.NARROW;
    int pauseWords = 0;
    for (int i = 0; i < words.size(); ) {
      if (i > 0) {
        separator = separator.and(words.get(i - 1).separatorTo(words.get(i), text));
      }
      int used = wordsOfGroup(i);
      DigitGroup group = used == 0 ? null : group(i, used);
      if (group != null) {
        if (separator == Separator.BREAK || pauseWords > MAX_PAUSE_WORDS) {
          endSequence();
        }
        if (current.isEmpty()) {
          firstWord = i;
        }
        current.add(group.after(separator));
        separator = Separator.NARROW;
        pauseWords = 0;
      } else {
        pauseWords++;
        separator = separator.and(ofWord(words.get(i).text()));
      }
      i += Math.max(1, used);
    }
    String rest = text.substring(words.isEmpty() ? 0 : words.getLast().to());
    open =
        !current.isEmpty()
            && separator.and(Separator.ofPunctuation(rest)) != Separator.BREAK
            && pauseWords <= MAX_PAUSE_WORDS;
    endSequence();
  }

  /** A “double” at the end, or before another pause, belongs to the digit that follows it. */
  private static Separator ofWord(String word) {
    return DigitWords.times(word) > 0 ? Separator.PAUSE : Separator.ofWord(word);
  }

  private void endSequence() {
    if (!current.isEmpty()) {
      NumberLabel label = NumberLabel.before(words, firstWord);
      sequences.add(new DigitSequence(text, List.copyOf(current), label));
      current.clear();
    }
  }

  /** How many words the group that begins at word {@code i} has; 0 if none begins there. */
  private int wordsOfGroup(int i) {
    String word = words.get(i).text();
    if (DigitWords.times(word) > 0) {
      return isFollowedClosely(i) && singleDigit(words.get(i + 1)) != null ? 2 : 0;
    }
    if (DigitWords.tens(word) != null) {
      boolean withUnit =
          isFollowedClosely(i)
              && !isLastOfTranscript(i)
              && DigitWords.unit(words.get(i + 1).text()) != null
              && !"0".equals(DigitWords.unit(words.get(i + 1).text()));
      return withUnit ? 2 : 1;
    }
    boolean oneWord =
        words.get(i).isNumber()
            || DigitWords.unit(word) != null
            || DigitWords.teen(word) != null
            || (DigitWords.power(word) != null && !current.isEmpty());
    return oneWord ? 1 : 0;
  }

  private boolean isFollowedClosely(int i) {
    return i + 1 < words.size()
        && words.get(i).separatorTo(words.get(i + 1), text) == Separator.NARROW;
  }

  /** “Forty” at the end of one transcript and “two” in the next may mean 402. */
  private boolean isLastOfTranscript(int i) {
    return text.substring(words.get(i).to(), words.get(i + 1).from()).contains("\n");
  }

  private static @Nullable String singleDigit(TextWord word) {
    return word.isNumber() && word.text().length() == 1
        ? word.digits()
        : DigitWords.unit(word.text());
  }

  private DigitGroup group(int i, int used) {
    TextWord first = words.get(i);
    TextWord last = words.get(i + used - 1);
    return new DigitGroup(
        digits(first, last), first.from(), last.to(), first.isNumber(), Separator.NARROW);
  }

  private static String digits(TextWord first, TextWord last) {
    int times = DigitWords.times(first.text());
    if (times > 0) {
      return String.valueOf(singleDigit(last)).repeat(times);
    }
    String tens = DigitWords.tens(first.text());
    if (tens != null) {
      String unit = DigitWords.unit(last.text());
      return tens + (unit == null ? "0" : unit);
    }
    if (first.isNumber()) {
      return first.digits();
    }
    String unit = DigitWords.unit(first.text());
    String teen = DigitWords.teen(first.text());
    return unit != null
        ? unit
        : teen != null ? teen : String.valueOf(DigitWords.power(first.text()));
  }
}
