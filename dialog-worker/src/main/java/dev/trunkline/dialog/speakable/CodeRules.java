// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.speakable;

import static dev.trunkline.dialog.speakable.RewriteRule.group;
import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Reads identifying numbers digit by digit: telephone, order and card numbers. */
final class CodeRules {
  private static final String NAMED =
      "(?:number|code|pin|account|order|reference|ref|ticket|case|invoice|booking|confirmation|tracking"
          + "|extension|ext|zip|zipcode|postcode|id|serial|policy|flight|room|customer|passcode|password"
          + "|suite|apartment|apt|unit|gate|locker|train|bus|route|highway|card|member|membership"
          + "|claim|file|model|license|licence|plate|passport|reservation|receipt|otp|tan|digits|ending"
          + " in|ends in|ending with|extension number|line)";

  /** Short numbers of emergency and public services. */
  private static final String SERVICE = "(?:[2-8]11|911|112|999|000|988|116\\s?\\d{3})";

  private static final Pattern RUN = Pattern.compile("\\p{L}+|\\d+");

  static final List<RewriteRule> RULES =
      List.of(
          RewriteRule.of(
              "(?i)(?<=\\b(?:call|dial|ring|phone|text|than|or|to|via|on|at)\\s)"
                  + "(\\d{3,8})(?=[\\s]*(?:[.,;:!?)]|$|\\b(?:if|for|to|or|and|in|now|immediately|right|from)\\b))"
                  + "(?<=(?:call|dial|ring|phone|text)\\s\\d{3,8})",
              m -> SpelledNumbers.digitByDigit(m.group(1))),
          RewriteRule.of(
              "(?<![\\d.,:$€£¥-])"
                  + SERVICE
                  + "(?![\\d%:-]|[.,]\\d|\\s+(?:\\p{Ll}{3,}s|people)\\b|\\s?[$€£%])",
              m -> SpelledNumbers.digitByDigit(m.group())),
          RewriteRule.of(
              "\\b(?:(?i:flight|train)\\s+)([A-Z]{1,3}|[A-Z]\\d|\\d[A-Z])\\s(\\d{1,5})\\b",
              m ->
                  m.group().substring(0, m.start(1) - m.start())
                      + mixed(m.group(1))
                      + " "
                      + SpelledNumbers.digitByDigit(m.group(2))),
          RewriteRule.of(
              "\\b(?!GB|MB|TB|AM|PM|KM|KG|US|UK|EU|TV|AD|BC|CE|OK|NO)([A-Z]{2})\\s(\\d{3,4})\\b(?![.,]?\\d|%)",
              m -> mixed(m.group(1)) + " " + SpelledNumbers.digitByDigit(m.group(2))),
          // Three or more groups of digits: a telephone number.
          RewriteRule.of(
              "(?<![\\d.,:$€£¥-]|\\+\\d{1,3} )(?!\\d{1,3}(?: 000)+\\b)\\d{2,5}(?:"
                  + " \\d{2,4}){2,5}(?![\\d:%-]|[.,]\\d)",
              m -> telephone(m.group(), false)),
          RewriteRule.of(
              "(?<![\\d.,:$€£¥-])\\d{4} \\d{4}(?![\\d:%-]|[.,]\\d)",
              m -> telephone(m.group(), false)),
          RewriteRule.of(
              "\\+(\\d[\\d\\s().-]{5,20}\\d)(?!\\d)", m -> "plus " + telephone(m.group(1), true)),
          RewriteRule.of(
              "(?<![\\d-])(1[-. ])?(\\(\\d{3}\\)\\s?|\\d{3}[-. ])(\\d{3}[-. ]\\d{4})(?![\\d-])",
              m -> telephone(group(m, 1) + m.group(2) + " " + m.group(3), false)),
          RewriteRule.of(
              "(?<![\\d-])\\(?0\\d{2,5}\\)?[ /-]\\d{3,8}(?:[ -]\\d{2,4})*(?![\\d-])",
              m -> telephone(m.group(), false)),
          RewriteRule.of("(?<![\\d-])\\d{3}-\\d{4}(?![\\d-])", m -> telephone(m.group(), false)),
          RewriteRule.of(
              "(?<![\\d-])\\d{4}(?:[ -]\\d{4}){2,3}(?![\\d-])", m -> telephone(m.group(), false)),
          RewriteRule.of(
              "(?i)\\b(?:ext\\.|x)\\s?(\\d{1,6})\\b",
              m -> "extension " + SpelledNumbers.digitByDigit(m.group(1))),
          RewriteRule.of(
              "#\\s?(\\d+)\\b",
              m ->
                  "number "
                      + (m.group(1).length() < 3
                          ? SpelledNumbers.cardinal(m.group(1))
                          : SpelledNumbers.digitByDigit(m.group(1)))),
          RewriteRule.of("\\bNo\\.\\s?(?=\\d)", "number "),
          // Codes of capital letters and digits.
          RewriteRule.of(
              "(?<![\\p{L}\\d-])(?=[A-Z\\d-]*\\d)(?=[A-Z\\d-]*[A-Z])[A-Z\\d]+(?:-[A-Z\\d]+)*(?![\\p{L}\\d])",
              m -> mixed(m.group())),
          // Three or more groups of digits joined by hyphens.
          RewriteRule.of(
              "(?<![\\d-])\\d+(?:-\\d+){2,}(?![\\d-])", m -> telephone(m.group(), false)),
          RewriteRule.of(
              "(?i)\\b("
                  + NAMED
                  + "(?:\\s+(?:number|code|id|no\\.?))?(?:\\s+(?:is|was|of))?[\\s:]+)(\\d{3,})(?![\\d,]*\\d|\\.\\d|%)",
              m -> m.group(1) + SpelledNumbers.digitByDigit(m.group(2))),
          RewriteRule.of(
              "(?<![\\d.,])0\\d+(?![\\d.,]*\\d)", m -> SpelledNumbers.digitByDigit(m.group())),
          RewriteRule.of(
              "(?<![\\d.,$€£¥])\\d{5,}(?![\\d,]*\\d|\\.\\d|\\s?(?:%|[$€£]|dollars|euros|pounds))",
              m ->
                  m.group().matches("[1-9]\\d{0,2}(000)+|[1-9]\\d?0000")
                      ? SpelledNumbers.cardinal(m.group())
                      : SpelledNumbers.digitByDigit(m.group())));

  private CodeRules() {}

  /** Group by group, with commas as pauses, so that a listener can write it down. */
  private static String telephone(String number, boolean international) {
    String digits = number.replaceAll("\\D", "");
    String grouped = number.strip().matches("\\d+") ? grouped(digits, international) : number;
    return Arrays.stream(grouped.split("\\D+"))
        .filter(group -> !group.isEmpty())
        .map(SpelledNumbers::digitByDigit)
        .collect(joining(", "));
  }

  private static String grouped(String digits, boolean international) {
    if (international && digits.length() == 11 && digits.startsWith("1")) {
      return digits.replaceFirst("(\\d)(\\d{3})(\\d{3})(\\d{4})", "$1 $2 $3 $4");
    }
    return digits.replaceAll("(\\d{3})(?=\\d{2})", "$1 ");
  }

  /** Spells out fewer than four letters; reads four or more as a word. */
  private static String mixed(String code) {
    boolean word = RUN.matcher(code).results().anyMatch(r -> r.group().matches("\\p{L}{4,}"));
    return RUN.matcher(code)
        .results()
        .map(r -> r.group())
        .map(run -> {
          if (Character.isLetter(run.charAt(0))) {
            return run.length() >= 4 ? run : String.join(" ", run.split(""));
          }
          return word && run.length() < 3
              ? SpelledNumbers.cardinal(run)
              : SpelledNumbers.digitByDigit(run);
        })
        .collect(joining(" "));
  }
}
