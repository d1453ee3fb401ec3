// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.chat.assistant;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a caller said, with or without punctuation, in lower-case words. */
final class CallerWords {
  private static final List<List<String>> SHORT_FORMS =
      List.of(
          List.of("i'd", "i would"),
          List.of("i'm", "i am"),
          List.of("i've", "i have"),
          List.of("what's", "what is"),
          List.of("where's", "where is"),
          List.of("that's", "that is"),
          List.of("it's", "it is"),
          List.of("don't", "do not"),
          List.of("can't", "cannot"),
          List.of("didn't", "did not"),
          List.of("good bye", "goodbye"),
          List.of("a m", "am"),
          List.of("p m", "pm"));
  private static final Pattern TIME_DOTS = Pattern.compile("\\b([ap])\\.\\s?m\\b\\.?");
  private static final Pattern CLOCK = Pattern.compile("(\\d{1,2})[:.](\\d{2})\\b");
  private static final Pattern JOINED = Pattern.compile("(\\d)(am|pm|th|st|nd|rd)\\b");
  private static final Pattern SEPARATED_DIGITS = Pattern.compile("(?<=\\d)[-,](?=\\d)");

  private final String spoken;
  private final String padded;
  private final List<String> words;

  private CallerWords(String spoken, String normal) {
    this.spoken = spoken;
    padded = " " + normal + " ";
    words = normal.isEmpty() ? List.of() : List.of(normal.split(" "));
  }

  static CallerWords of(String spoken) {
    String text = spoken.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
    text = TIME_DOTS.matcher(text).replaceAll("$1m");
    text = CLOCK.matcher(text).replaceAll("$1 $2");
    text = JOINED.matcher(text).replaceAll("$1 $2");
    text = SEPARATED_DIGITS.matcher(text).replaceAll("");
    text = text.replaceAll("[^a-z0-9' ]", " ").replaceAll("\\s+", " ").strip();
    String padded = " " + text + " ";
    for (List<String> form : SHORT_FORMS) {
      padded = padded.replace(" " + form.get(0) + " ", " " + form.get(1) + " ");
    }
    return new CallerWords(spoken.strip(), padded.strip());
  }

  /** As it was said. */
  String spoken() {
    return spoken;
  }

  List<String> words() {
    return words;
  }

  /** Whether one of the phrases occurs, as whole words. */
  boolean has(String... phrases) {
    for (String phrase : phrases) {
      if (padded.contains(" " + phrase + " ")) {
        return true;
      }
    }
    return false;
  }

  /** Whether nothing but one of the phrases was said. */
  boolean is(String... phrases) {
    for (String phrase : phrases) {
      if (padded.strip().equals(phrase)) {
        return true;
      }
    }
    return false;
  }

  /** The word after a phrase. */
  Optional<String> after(String phrase) {
    int at = padded.indexOf(" " + phrase + " ");
    if (at < 0) {
      return Optional.empty();
    }
    int from = at + phrase.length() + 2;
    int to = padded.indexOf(' ', from);
    return to < 0 ? Optional.empty() : Optional.of(padded.substring(from, to));
  }

  /** The longest number said, as digits; counts and clock times are shorter than order numbers. */
  Optional<String> number() {
    return numbers().stream().reduce((a, b) -> b.length() > a.length() ? b : a);
  }

  /** All numbers of at least three digits, else all numbers. */
  List<String> numbers() {
    List<String> all = SpokenNumbers.runs(words).stream().map(SpokenNumbers.Run::digits).toList();
    List<String> longer = all.stream().filter(digits -> digits.length() >= 3).toList();
    return longer.isEmpty() ? all : longer;
  }
}
