// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the figures of a text, and which of them stand together. */
final class Figures {
  /** So many words of a pause are none: something else is being said. */
  private static final int MOST_PAUSE_WORDS = 4;

  private final String text;
  private final List<Word> words;
  private final List<Run> runs = new ArrayList<>();
  private final List<Figure> current = new ArrayList<>();
  private int firstWord;
  private boolean open;

  private Figures(String text) {
    this.text = text;
    this.words = Word.in(text);
  }

  /** The runs of figures in {@code text}. */
  static List<Run> runs(String text) {
    var figures = new Figures(text);
    figures.read();
    return figures.runs;
  }

  /** True if {@code text} ends with figures, so that more of the number may follow. */
  static boolean isOpen(String text) {
    var figures = new Figures(text);
    figures.read();
    return figures.open;
  }

  private void read() {
    Gap gap = Gap.NARROW;
    int pauses = 0;
    for (int i = 0; i < words.size(); ) {
      if (i > 0) {
        gap = gap.and(words.get(i - 1).gap(text, words.get(i)));
      }
      int used = words(i);
      Figure figure = used == 0 ? null : figure(i, used);
      if (figure != null) {
        if (gap == Gap.BREAK || pauses > MOST_PAUSE_WORDS) {
          end();
        }
        if (current.isEmpty()) {
          firstWord = i;
        }
        current.add(figure.after(gap));
        gap = Gap.NARROW;
        pauses = 0;
      } else {
        pauses++;
        gap = gap.and(between(words.get(i).text()));
      }
      i += Math.max(1, used);
    }
    String rest = text.substring(words.isEmpty() ? 0 : words.getLast().to());
    open =
        !current.isEmpty() && gap.and(Gap.between(rest)) != Gap.BREAK && pauses <= MOST_PAUSE_WORDS;
    end();
  }

  /** “Double” at the end, or before another pause, belongs to the digit that follows. */
  private static Gap between(String word) {
    return NumberWords.times(word) > 0 ? Gap.PAUSE : Gap.ofWord(word);
  }

  private void end() {
    if (!current.isEmpty()) {
      runs.add(new Run(text, List.copyOf(current), Label.before(words, firstWord)));
      current.clear();
    }
  }

  /** How many words the figure at word {@code i} has; 0 if none is there. */
  private int words(int i) {
    String word = words.get(i).text();
    if (NumberWords.times(word) > 0) {
      return follows(i) && single(words.get(i + 1)) != null ? 2 : 0;
    }
    if (NumberWords.tens(word) != null) {
      boolean and =
          follows(i)
              && !inOtherText(i)
              && NumberWords.unit(words.get(i + 1).text()) != null
              && !"0".equals(NumberWords.unit(words.get(i + 1).text()));
      return and ? 2 : 1;
    }
    boolean one =
        words.get(i).isNumber()
            || NumberWords.unit(word) != null
            || NumberWords.teen(word) != null
            || (NumberWords.power(word) != null && !current.isEmpty());
    return one ? 1 : 0;
  }

  private boolean follows(int i) {
    return i + 1 < words.size() && words.get(i).gap(text, words.get(i + 1)) == Gap.NARROW;
  }

  /** Who says “forty” and in another breath “two” may well mean 402. */
  private boolean inOtherText(int i) {
    return text.substring(words.get(i).to(), words.get(i + 1).from()).contains("\n");
  }

  private static @Nullable String single(Word word) {
    return word.isNumber() && word.text().length() == 1
        ? word.digits()
        : NumberWords.unit(word.text());
  }

  private Figure figure(int i, int used) {
    Word first = words.get(i);
    Word last = words.get(i + used - 1);
    return new Figure(digits(first, last), first.from(), last.to(), first.isNumber(), Gap.NARROW);
  }

  private static String digits(Word first, Word last) {
    int times = NumberWords.times(first.text());
    if (times > 0) {
      return String.valueOf(single(last)).repeat(times);
    }
    String tens = NumberWords.tens(first.text());
    if (tens != null) {
      String unit = NumberWords.unit(last.text());
      return tens + (unit == null ? "0" : unit);
    }
    if (first.isNumber()) {
      return first.digits();
    }
    String unit = NumberWords.unit(first.text());
    String teen = NumberWords.teen(first.text());
    return unit != null
        ? unit
        : teen != null ? teen : String.valueOf(NumberWords.power(first.text()));
  }
}
