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
          + "|extension|ext|zip|id|serial|policy|flight|room|customer|passcode|password)";

  private static final Pattern RUN = Pattern.compile("\\p{L}+|\\d+");

  static final List<RewriteRule> RULES =
      List.of(
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
