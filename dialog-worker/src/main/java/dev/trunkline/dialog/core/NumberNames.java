// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What dictated numbers are called, and how many digits they have. */
final class NumberNames {
  private static final Pattern COUNTED_DIGITS =
      Pattern.compile(
          "(\\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|twelve|sixteen)"
              + "[\\s-]*(?:digits?|stellig\\p{L}*|figures|cifras|chiffres)");
  private static final List<String> COUNTS =
      List.of("two three four five six seven eight nine ten eleven twelve".split(" ", -1));
  private static final Pattern SENTENCES = Pattern.compile("(?<=[.!?。！？])\\s*");
  private static final Pattern DIGITS = Pattern.compile("\\d{1,2}");

  /** Speaking of an order is not asking for its number. */
  private static final Set<String> THINGS =
      Set.of("order", "reference", "flight", "id", "extension", "account");

  private final Phrases names;

  /**
   * @param names the names, each with the number of its digits at the end or without one
   */
  NumberNames(Phrases names) {
    this.names = names;
  }

  /** The name that {@code words} end with, empty for none. */
  List<String> atEnd(List<String> words) {
    int longest = 0;
    for (List<String> each : names.phrases()) {
      List<String> name = nameIn(each);
      if (name.size() > longest
          && words.size() >= name.size()
          && words.subList(words.size() - name.size(), words.size()).equals(name)) {
        longest = name.size();
      }
    }
    return words.subList(words.size() - longest, words.size());
  }

  /** How many digits a number of this name has; empty if the list does not say. */
  OptionalInt digitsOf(List<String> name) {
    return names.phrases().stream()
        .filter(each -> each.size() > name.size() && nameIn(each).equals(name))
        .mapToInt(each -> Integer.parseInt(each.getLast()))
        .max();
  }

  /**
   * How many digits the number has that {@code text} asked for at its end: 0 if it does not say;
   * empty if it asked for none.
   */
  OptionalInt digitsAskedFor(String text) {
    String[] sentences = SENTENCES.split(text, -1);
    int longest = 0;
    OptionalInt asked = OptionalInt.empty();
    for (int i = Math.max(0, sentences.length - 2); i < sentences.length; i++) {
      OptionalInt counted = digitsCountedIn(sentences[i]);
      if (counted.isPresent()) {
        return counted;
      }
      List<String> words = Phrases.words(sentences[i]);
      for (int end = 1; end <= words.size(); end++) {
        List<String> name = atEnd(words.subList(0, end));
        boolean thing = name.size() == 1 && THINGS.contains(name.getFirst());
        if (name.size() > longest && !thing) {
          longest = name.size();
          asked = OptionalInt.of(digitsOf(name).orElse(0));
        }
      }
    }
    return asked;
  }

  /** The six of "your six-digit code" or "the six digits". */
  static OptionalInt digitsCountedIn(String text) {
    Matcher counted = COUNTED_DIGITS.matcher(text.toLowerCase(Locale.ROOT));
    if (!counted.find()) {
      return OptionalInt.empty();
    }
    String count = counted.group(1);
    if (count.equals("sixteen")) {
      return OptionalInt.of(16);
    }
    int word = COUNTS.indexOf(count);
    return OptionalInt.of(word >= 0 ? word + 2 : Integer.parseInt(count));
  }

  private static List<String> nameIn(List<String> listed) {
    boolean counted = listed.size() > 1 && DIGITS.matcher(listed.getLast()).matches();
    return counted ? listed.subList(0, listed.size() - 1) : listed;
  }
}
