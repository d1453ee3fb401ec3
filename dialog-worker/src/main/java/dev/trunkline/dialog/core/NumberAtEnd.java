// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Digits and letters at the end of some words, group by group. Times, dates and amounts are words
 * like any other.
 */
final class NumberAtEnd {
  private static final String TIME = "\\d{1,2}[:h]\\d{2}.*";
  private static final String DATE =
      "\\d{1,2}[./]\\d{1,2}(?:[./]\\d{2,4})?|\\d{4}-\\d{1,2}-\\d{1,2}";
  private static final String AMOUNT = ".*[$€£¥₹%°].*|\\d+[.,]\\d{1,2}|\\d{1,3}(?:,\\d{3})+";
  private static final String WITH_UNIT = "\\d+(?:st|nd|rd|th|am|pm|a\\.m|p\\.m|k|km|kg|cm|mm|m)";
  private static final Pattern NOT_DICTATED =
      Pattern.compile(String.join("|", TIME, DATE, AMOUNT, WITH_UNIT));

  private static final Pattern FIGURES = Pattern.compile("[+(]*\\d[\\d/.,()\\-–]*");
  private static final Pattern CODE = Pattern.compile("(?=.*\\d)(?=.*\\p{L})[\\p{L}\\d\\-]{2,12}");
  private static final Pattern EDGES =
      Pattern.compile("^[^\\p{L}\\p{N}+$€£¥(]+|[^\\p{L}\\p{M}\\p{N}%€$£¥°]+$");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  /** Between two parts of a number. */
  private static final Set<String> JOINTS =
      Set.of(
          "dash hyphen minus slash dot point space uh um er erm and then so okay yes"
              .split(" ", -1));

  private static final List<String> DIGITS =
      List.of("zero one two three four five six seven eight nine".split(" ", -1));

  private final Phrases digitWords;
  private final List<String> before = new ArrayList<>();
  private final StringBuilder figures = new StringBuilder();
  private final List<Integer> groups = new ArrayList<>();
  private int letters;
  private int length;

  private NumberAtEnd(Phrases digitWords) {
    this.digitWords = digitWords;
  }

  static NumberAtEnd of(String text, Phrases digitWords) {
    var number = new NumberAtEnd(digitWords);
    number.read(tokens(text));
    return number;
  }

  /** The words before it. */
  List<String> before() {
    return before;
  }

  /** The number of digits and letters, 0 if there is no number. */
  int length() {
    return length;
  }

  /** Digits and letters of each part that was written or said as one. */
  List<Integer> groups() {
    return groups;
  }

  boolean hasLetters() {
    return letters > 0;
  }

  /** True if it is a word that is spelled. */
  boolean isSpelled() {
    return letters == length;
  }

  boolean startsWith(String digits) {
    return figures.indexOf(digits) == 0;
  }

  boolean isYear() {
    return groups.size() == 1 && length == 4 && (startsWith("19") || startsWith("20"));
  }

  private static List<String> tokens(String text) {
    return SPACE
        .splitAsStream(text.toLowerCase(Locale.ROOT).replace('’', '\''))
        .map(token -> EDGES.matcher(token).replaceAll(""))
        .filter(token -> !token.isEmpty())
        .toList();
  }

  private void read(List<String> tokens) {
    int from = tokens.size();
    while (from > 0 && (isPart(tokens.get(from - 1)) || isJointAt(tokens, from - 1))) {
      from--;
    }
    if (tokens.size() - from > 1 && isArticle(tokens.get(from), tokens.get(from + 1))) {
      from++;
    }
    tokens.subList(0, from).forEach(token -> before.addAll(Phrases.words(token)));
    tokens.subList(from, tokens.size()).stream()
        .filter(token -> !JOINTS.contains(token))
        .forEach(this::add);
  }

  /** "a 7" is no spelling, "a b" is. */
  private static boolean isArticle(String word, String next) {
    return (word.equals("a") || word.equals("i")) && !isLetter(next);
  }

  private boolean isJointAt(List<String> tokens, int at) {
    return at > 0
        && at + 1 < tokens.size()
        && JOINTS.contains(tokens.get(at))
        && (isPart(tokens.get(at - 1)) || isJointAt(tokens, at - 1));
  }

  private boolean isPart(String token) {
    return !NOT_DICTATED.matcher(token).matches()
        && (FIGURES.matcher(token).matches()
            || CODE.matcher(token).matches()
            || isLetter(token)
            || (digitWords.endWith(List.of(token)) && !JOINTS.contains(token)));
  }

  private static boolean isLetter(String token) {
    return token.codePointCount(0, token.length()) == 1 && Character.isLetter(token.codePointAt(0));
  }

  private void add(String token) {
    int already = length;
    if (FIGURES.matcher(token).matches()) {
      String digits = token.replaceAll("\\D", "");
      figures.append(digits);
      length += digits.length();
    } else if (isLetter(token)) {
      letters++;
      length++;
    } else if (CODE.matcher(token).matches()) {
      String code = token.replace("-", "");
      figures.append(code);
      length += code.length();
    } else {
      int digit = DIGITS.indexOf(token.equals("oh") ? "zero" : token);
      figures.append(digit >= 0 ? Integer.toString(digit) : "x");
      length += token.equals("triple") ? 2 : 1;
    }
    groups.add(length - already);
  }
}
