// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.runtime.settings.Settings;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long a silence must last after what the caller said, until the caller has finished. Judges by
 * the words, and by what a semantic model makes of their sound, where there is one. All times count
 * from the caller's last speech; the hard stop limits them all.
 *
 * @param completeMs after a whole sentence ({@code END_OF_TURN_COMPLETE_MS})
 * @param unknownMs after words that may be one ({@code END_OF_TURN_UNKNOWN_MS})
 * @param unfinishedMs after words that ask for more, and after digits or letters that the
 *     recogniser takes for the end of a sentence ({@code END_OF_TURN_UNFINISHED_MS})
 * @param spellingMs in the middle of a number or of spelling ({@code END_OF_TURN_SPELLING_MS})
 * @param hardStopMs after whatever was said ({@code END_OF_TURN_HARD_STOP_MS})
 * @param threshold from this probability on, the sound is that of a caller who has finished ({@code
 *     TURN_MODEL_THRESHOLD})
 * @param unfinishedWords what no sentence ends with ({@code UNFINISHED_WORDS})
 * @param digits the words of digits ({@code DIGIT_WORDS})
 */
public record EndOfTurn(
    long completeMs,
    long unknownMs,
    long unfinishedMs,
    long spellingMs,
    long hardStopMs,
    double threshold,
    Phrases unfinishedWords,
    Phrases digits) {

  private static final String UNFINISHED_WORDS =
      "and, or, but, because, if, the, a, an, my, your, our, with, of, um, uh, er, erm, well, let"
          + " me see, let me think, number is, name is, address is, code is, date is, I want to,"
          + " I'd like to, I would like to, can you, could you, is it, do you";
  private static final String DIGIT_WORDS =
      "zero, oh, one, two, three, four, five, six, seven, eight, nine, double, triple, dash";

  /** A telephone number with its area has this many. */
  private static final int WHOLE_NUMBER = 10;

  /** A number of this length is a year, or a time of day. */
  private static final int YEAR = 4;

  private static final Pattern OPEN_END = Pattern.compile("(\\.\\.\\.|…|[,:;–—-])\\s*$");
  private static final Pattern CLOSED_END = Pattern.compile("[.!]\\s*$");
  private static final Pattern NUMERAL = Pattern.compile("\\d+");

  static EndOfTurn from(Settings settings) {
    return new EndOfTurn(
        settings.integer("END_OF_TURN_COMPLETE_MS", 300, 0, 10_000),
        settings.integer("END_OF_TURN_UNKNOWN_MS", 600, 0, 10_000),
        settings.integer("END_OF_TURN_UNFINISHED_MS", 1_500, 0, 10_000),
        settings.integer("END_OF_TURN_SPELLING_MS", 2_500, 0, 10_000),
        settings.integer("END_OF_TURN_HARD_STOP_MS", 3_000, 100, 30_000),
        settings.number("TURN_MODEL_THRESHOLD", 0.5, 0, 1),
        Phrases.of(settings.text("UNFINISHED_WORDS", UNFINISHED_WORDS)),
        Phrases.of(settings.text("DIGIT_WORDS", DIGIT_WORDS)));
  }

  /** How far a thought has come. */
  enum Thought {
    COMPLETE,
    UNKNOWN,
    UNFINISHED,
    SPELLING
  }

  /**
   * How long the silence after {@code text} must last. Words that ask for more are waited for,
   * whatever they sound like.
   *
   * @param completeProbability what the semantic model said; null if there is none, or it has not
   *     said anything
   */
  long waitMs(String text, @Nullable Double completeProbability) {
    long wait =
        switch (judge(text)) {
          case COMPLETE -> bySound(completeProbability, completeMs);
          case UNKNOWN -> bySound(completeProbability, unknownMs);
          case UNFINISHED -> unfinishedMs;
          case SPELLING -> spellingMs;
        };
    return Math.min(wait, hardStopMs);
  }

  private long bySound(@Nullable Double completeProbability, long otherwise) {
    if (completeProbability == null) {
      return otherwise;
    }
    return completeProbability >= threshold ? completeMs : unfinishedMs;
  }

  /**
   * How far the thought in {@code text}, all that the caller said since the last answer, has come.
   */
  Thought judge(String text) {
    List<String> words = Phrases.words(text);
    if (text.strip().endsWith("?")) {
      return Thought.COMPLETE;
    }
    int digitsAtEnd = digitsAtEnd(words);
    boolean closed = CLOSED_END.matcher(text).find();
    if (digitsAtEnd >= WHOLE_NUMBER) {
      return Thought.UNKNOWN;
    }
    if (digitsAtEnd > 0) {
      return closed ? Thought.UNFINISHED : Thought.SPELLING;
    }
    if (unfinishedWords.end(words) || OPEN_END.matcher(text).find()) {
      return Thought.UNFINISHED;
    }
    return closed ? Thought.COMPLETE : Thought.UNKNOWN;
  }

  /** How many digits or letters are dictated at the end; 0 for a lone number in a sentence. */
  private int digitsAtEnd(List<String> words) {
    int count = 0;
    int parts = 0;
    for (String word : words.reversed()) {
      int more = dictated(word);
      if (more == 0) {
        break;
      }
      count += more;
      parts++;
    }
    boolean lone = parts == 1 && (count < 3 || count == YEAR);
    return lone ? 0 : count;
  }

  private int dictated(String word) {
    if (NUMERAL.matcher(word).matches()) {
      return word.length();
    }
    boolean letter = word.codePointCount(0, word.length()) == 1;
    return letter || digits.end(List.of(word)) ? 1 : 0;
  }
}
