// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trunkline.runtime.settings.Setting;
import dev.trunkline.runtime.settings.Settings;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * End-of-turn detection: how long the caller must be silent before an answer. Judges by the words
 * and, where a turn model runs, by its verdict on their sound. All times count from the end of the
 * caller's speech.
 *
 * @param completeMs after a complete sentence
 * @param unknownMs after words that may be complete
 * @param unfinishedMs after words that need more, and after digits or letters that speech
 *     recognition closes like a sentence
 * @param spellingMs in the middle of a number or of a spelled word
 * @param hardStopMs upper bound for all of these
 * @param completeThreshold lowest probability of the turn model at which the caller counts as
 *     finished
 * @param unfinishedWords words that no sentence ends with
 * @param digitWords words for digits
 * @param dictatedNumbers what dictated numbers are called, with the number of their digits
 */
public record EndOfTurn(
    long completeMs,
    long unknownMs,
    long unfinishedMs,
    long spellingMs,
    long hardStopMs,
    @JsonProperty("threshold") double completeThreshold,
    Phrases unfinishedWords,
    @JsonProperty("digits") Phrases digitWords,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Phrases.Empty.class)
        Phrases dictatedNumbers) {

  private static final String UNFINISHED_WORDS =
      "and, or, but, because, if, the, a, an, my, your, our, with, of, um, uh, er, erm, well, let"
          + " me see, let me think, number is, name is, address is, code is, date is, I want to,"
          + " I'd like to, I would like to, can you, could you, is it, do you";
  private static final String DIGIT_WORDS =
      "zero, oh, one, two, three, four, five, six, seven, eight, nine, double, triple, dash";

  private static final String DICTATED_NUMBERS =
      "number, phone number 10, telephone number 10, mobile number 10, cell number 10, phone 10,"
          + " telephone 10, mobile 10, cell 10, card number 16, card 16, credit card 16, credit"
          + " card number 16, debit card 16, debit card number 16, security code 3, pin 4, pin code"
          + " 4, zip 5, zip code 5, social security number 9, account 0, account number 0, iban 0,"
          + " order, order number, reference, reference number, booking number, booking code,"
          + " confirmation number, confirmation code, invoice number, ticket number, tracking"
          + " number, customer number, member number, policy number, serial number, flight, flight"
          + " number, extension, code, digits, id, Nummer, Kartennummer 16, Telefonnummer,"
          + " Handynummer, Kontonummer 0, Kundennummer, Bestellnummer, número, tarjeta 16,"
          + " teléfono, numéro, carte 16, téléphone 10";

  private static final Pattern OPEN_END = Pattern.compile("(\\.\\.\\.|…|[,:;–—-])\\s*$");
  private static final Pattern CLOSED_END = Pattern.compile("[.!。！।]\\s*$");

  static final Setting<Integer> COMPLETE_MS =
      Setting.integer("endOfTurnCompleteMs", 300, 0, 10_000)
          .meaning("Silence after a whole sentence until it is answered.")
          .reason("Longer for callers who think aloud.");

  static final Setting<Integer> UNKNOWN_MS =
      Setting.integer("endOfTurnUnknownMs", 600, 0, 10_000)
          .meaning("Silence after words that may be a whole sentence.")
          .reason("Longer for callers who think aloud.");

  static final Setting<Integer> UNFINISHED_MS =
      Setting.integer("endOfTurnUnfinishedMs", 1_500, 0, 10_000)
          .meaning(
              "Silence after words that ask for more, such as “my number is”, “um”"
                  + " or a trailing “and”.")
          .reason("Longer where callers look things up.");

  static final Setting<Integer> SPELLING_MS =
      Setting.integer("endOfTurnSpellingMs", 2_500, 0, 10_000)
          .meaning("Silence in the middle of a number or of spelling.")
          .reason("Longer where callers read numbers from paper.");

  static final Setting<Integer> HARD_STOP_MS =
      Setting.integer("endOfTurnHardStopMs", 3_000, 100, 30_000)
          .meaning("Upper limit of all `endOfTurn…Ms`.")
          .reason("Longer together with one of them.");

  static final Setting<Double> THRESHOLD =
      Setting.number("turnModelThreshold", 0.5, 0, 1)
          .meaning(
              "With a turn model: from this probability on, words that do not ask"
                  + " for more are answered after `endOfTurnCompleteMs`; below it, after"
                  + " `endOfTurnUnfinishedMs`.")
          .reason("Another model.");

  static final Setting<String> UNFINISHED =
      Setting.text("unfinishedWords", UNFINISHED_WORDS)
          .meaning("Words and phrases that no sentence ends with.")
          .reason("Another language.");

  static final Setting<String> DIGITS =
      Setting.text("digitWords", DIGIT_WORDS)
          .meaning("Words for digits.")
          .reason("Another language.");

  static final Setting<String> NUMBERS =
      Setting.text("dictatedNumbers", DICTATED_NUMBERS)
          .meaning(
              "Names of numbers that callers dictate, in groups with pauses between them. A figure"
                  + " after a name says how many digits the number has: the answer waits for them;"
                  + " 0 that their count is not known.")
          .reason("Numbers of your business, such as `order number 7`; another language.");

  public EndOfTurn {
    // Absent from settings that an early release recorded.
    dictatedNumbers = Objects.requireNonNullElse(dictatedNumbers, Phrases.NONE);
  }

  static EndOfTurn from(Settings manners) {
    return new EndOfTurn(
        manners.get(COMPLETE_MS),
        manners.get(UNKNOWN_MS),
        manners.get(UNFINISHED_MS),
        manners.get(SPELLING_MS),
        manners.get(HARD_STOP_MS),
        manners.get(THRESHOLD),
        Phrases.of(manners.get(UNFINISHED)),
        Phrases.of(manners.get(DIGITS)),
        Phrases.of(manners.get(NUMBERS)));
  }

  /** Whether the caller's words are complete. */
  enum Completeness {
    COMPLETE,
    UNKNOWN,
    UNFINISHED,
    SPELLING
  }

  /**
   * How long the silence after {@code text} must last. Unfinished words wait whatever the turn
   * model says.
   *
   * @param heard what the caller heard of the assistant before
   * @param completeProbability the turn model's verdict; null without one
   */
  long waitMs(String text, String heard, @Nullable Double completeProbability) {
    long wait =
        switch (judge(text, heard)) {
          case COMPLETE -> bySound(completeProbability, completeMs);
          case UNKNOWN -> bySound(completeProbability, unknownMs);
          case UNFINISHED -> unfinishedMs;
          case SPELLING -> spellingMs;
        };
    return Math.min(wait, hardStopMs);
  }

  private long bySound(@Nullable Double completeProbability, long defaultValue) {
    if (completeProbability == null) {
      return defaultValue;
    }
    return completeProbability >= completeThreshold ? completeMs : unfinishedMs;
  }

  /**
   * Judges {@code text}, all that the caller said since the last answer.
   *
   * @param heard what the caller heard of the assistant before
   */
  Completeness judge(String text, String heard) {
    boolean closed = CLOSED_END.matcher(text).find();
    return switch (new DictatedNumber(dictatedNumbers, digitWords).progress(text, heard)) {
      case INCOMPLETE -> Completeness.SPELLING;
      case OPEN -> closed ? Completeness.UNFINISHED : Completeness.SPELLING;
      case COMPLETE -> Completeness.UNKNOWN;
      case NONE -> judgeWords(text, closed);
    };
  }

  private Completeness judgeWords(String text, boolean closed) {
    if (Questions.endIn(text)) {
      return Completeness.COMPLETE;
    }
    if (unfinishedWords.endWith(Phrases.words(text)) || OPEN_END.matcher(text).find()) {
      return Completeness.UNFINISHED;
    }
    return closed ? Completeness.COMPLETE : Completeness.UNKNOWN;
  }
}
