// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A number at the end of what the caller said: whether it is being dictated, group by group, and
 * whether it is complete. "A table for two at seven" and "check order number four two seven" end a
 * sentence; "my card number is 4539" is only the beginning of a card number.
 */
final class DictatedNumber {
  /** How far a number has come. */
  enum Progress {
    /** No number, or one that ends a sentence as any word does. */
    NONE,
    /** All its digits may have been said. */
    COMPLETE,
    /** More groups may follow. */
    OPEN,
    /** Digits are missing. */
    INCOMPLETE
  }

  private static final int PHONE = 10;
  private static final int PHONE_WITH_PREFIX = 11;
  private static final int CARD = 16;
  private static final int AMERICAN_EXPRESS = 15;
  private static final int GROUP_OF_CARD = 4;

  /** Fewer digits are not all of a number that ends a sentence. */
  private static final int MIN_LENGTH = 3;

  /** The longest date, as in "May 5 2026" or "12 05 2026". */
  private static final int MAX_DATE = 8;

  /** Between the name of a number and the number, or before it if the name was in a question. */
  private static final Set<String> LEADING_IN =
      words(
          "is was are it it's its that's that the uh um er erm well so yes yeah sure okay ok of"
              + " course with starts begins ends in on my following here number's and then plus no"
              + " double triple ist es die lautet el la le est c'est");

  private static final Set<String> ANNOUNCING =
      words("is was are it's that's number's starts begins following ist lautet es est c'est");

  /** After these, a number is a time, a date, a count or a price. */
  private static final Set<String> OTHER_NUMBERS =
      words(
          "at for in by since until till about around before after to from between cost costs paid"
              + " pay year born than january february march april may june july august september"
              + " october november december um gegen seit bis");

  private final NumberNames names;
  private final Phrases digitWords;

  /**
   * @param names what dictated numbers are called, each with the number of its digits at the end or
   *     without one
   * @param digitWords words for digits
   */
  DictatedNumber(Phrases names, Phrases digitWords) {
    this.names = new NumberNames(names);
    this.digitWords = digitWords;
  }

  private static Set<String> words(String list) {
    return Set.of(list.split(" ", -1));
  }

  /**
   * How far the number at the end of {@code text} has come.
   *
   * @param text all that the caller said since the last answer
   * @param heard what the caller heard of the assistant before
   */
  Progress progress(String text, String heard) {
    NumberAtEnd number = NumberAtEnd.of(text, digitWords);
    if (number.length() == 0) {
      return Progress.NONE;
    }
    List<String> name = names.atEnd(withoutLeadIn(number.before()));
    OptionalInt expected = expectedDigits(number, name, heard);
    boolean dictated =
        name.isEmpty() ? isDictated(number, expected.isPresent()) : isNumberOf(name, number);
    boolean question = Questions.endIn(text) && !isAnnounced(number) && !isBare(number);
    if (!dictated || question) {
      return Progress.NONE;
    }
    if (number.isSpelled()) {
      return Progress.OPEN;
    }
    if (expected.isEmpty() && endsSentence(number, name)) {
      return Progress.COMPLETE;
    }
    return progress(number, expected.orElse(0));
  }

  /**
   * How many digits the number has, by its name or by the assistant's question: 0 if that is not
   * known; empty without a question, if the name need not begin a dictation.
   */
  private OptionalInt expectedDigits(NumberAtEnd number, List<String> name, String heard) {
    if (!name.isEmpty()) {
      OptionalInt counted = NumberNames.digitsCountedIn(String.join(" ", number.before()));
      OptionalInt named = counted.isPresent() ? counted : names.digitsOf(name);
      if (named.isPresent()) {
        return named;
      }
    }
    OptionalInt asked = names.digitsAskedFor(heard);
    return name.isEmpty() || asked.orElse(0) > 0 ? asked : OptionalInt.empty();
  }

  /** "I take number five" is complete, "my number is five" is not. */
  private boolean isNumberOf(List<String> name, NumberAtEnd number) {
    boolean item = name.size() == 1 && number.groups().size() == 1 && number.length() < MIN_LENGTH;
    return !item || names.digitsOf(name).isPresent() || isAnnounced(number);
  }

  private static boolean isDictated(NumberAtEnd number, boolean asked) {
    boolean lone = number.groups().size() == 1;
    if (lone && (number.hasLetters() || number.length() < MIN_LENGTH)) {
      return asked && isBare(number) && !number.hasLetters();
    }
    boolean other = !number.before().isEmpty() && OTHER_NUMBERS.contains(number.before().getLast());
    if (other && number.length() <= MAX_DATE) {
      return false;
    }
    return lone
        ? asked || (isBare(number) && !number.isYear()) || number.startsWith("0")
        : isBare(number) || number.length() >= MIN_LENGTH;
  }

  /** "I would like to check order number four two seven", but not "my order number is 427". */
  private static boolean endsSentence(NumberAtEnd number, List<String> name) {
    return !isAnnounced(number)
        && !isBare(number)
        && number.before().size() - name.size() > 1
        && number.length() >= MIN_LENGTH
        && !number.startsWith("0");
  }

  private static boolean isAnnounced(NumberAtEnd number) {
    return !number.before().isEmpty() && ANNOUNCING.contains(number.before().getLast());
  }

  /** True if nothing but the number was said. */
  private static boolean isBare(NumberAtEnd number) {
    return LEADING_IN.containsAll(number.before());
  }

  private static List<String> withoutLeadIn(List<String> words) {
    int end = words.size();
    while (end > 0 && LEADING_IN.contains(words.get(end - 1))) {
      end--;
    }
    return words.subList(0, end);
  }

  private static Progress progress(NumberAtEnd number, int expected) {
    return switch (expected) {
      case 0 -> isWholeByItself(number) ? Progress.COMPLETE : Progress.OPEN;
      case CARD -> atLeast(isAmericanExpress(number) ? AMERICAN_EXPRESS : CARD, number);
      case PHONE -> atLeast(hasPrefix(number) ? PHONE_WITH_PREFIX : PHONE, number);
      default -> atLeast(expected, number);
    };
  }

  private static Progress atLeast(int digits, NumberAtEnd number) {
    return number.length() >= digits ? Progress.COMPLETE : Progress.INCOMPLETE;
  }

  /**
   * True for a telephone number, unless it is the beginning of a card number, and for the latter.
   */
  private static boolean isWholeByItself(NumberAtEnd number) {
    boolean byFours =
        number.groups().size() > 1
            && number.groups().subList(0, 2).stream().allMatch(g -> g == GROUP_OF_CARD);
    int phone = hasPrefix(number) ? PHONE_WITH_PREFIX : PHONE;
    return number.length() >= CARD || (!byFours && number.length() == phone);
  }

  private static boolean isAmericanExpress(NumberAtEnd number) {
    return number.startsWith("34") || number.startsWith("37");
  }

  private static boolean hasPrefix(NumberAtEnd number) {
    return number.startsWith("1") || number.startsWith("0");
  }
}
