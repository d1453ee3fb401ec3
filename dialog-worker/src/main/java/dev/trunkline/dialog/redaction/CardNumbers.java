// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Card numbers (ISO/IEC 7812): 13 to 19 digits, the last of which is Luhn's check digit. Whatever
 * stands between pauses needs no more; within more digits it must begin as a known issuer's do.
 * Every one that fits counts, also where two overlap, so that the right one is always among them.
 */
final class CardNumbers {
  private static final int SHORTEST = 13;
  private static final int LONGEST = 19;

  /** What is said on in the same breath (when it expires, its code) belongs to it up to here. */
  private static final int REST = 8;

  /**
   * UATP, Mastercard and Mir, American Express, Diners, JCB, Visa, Mastercard and Maestro,
   * Discover, UnionPay and Maestro.
   */
  private static final Pattern ISSUERS = Pattern.compile("1|2[2-7]|3[0-9]|4|5[0-9]|6");

  private CardNumbers() {}

  static List<Span> in(Run run) {
    var found = new ArrayList<Span>();
    for (int figure = 0; figure < run.figures().size(); figure++) {
      int from = run.place(figure);
      boolean issuer = ISSUERS.matcher(run.digits()).region(from, run.length()).lookingAt();
      for (int to = from + SHORTEST; to <= Math.min(run.length(), from + LONGEST); to++) {
        if (isChecked(run.digits(), from, to) && (issuer || isBetweenPauses(run, figure, to))) {
          found.add(run.digitSpan(from, run.length() - to <= REST ? run.length() : to, Kind.CARD));
        }
      }
    }
    return found;
  }

  private static boolean isBetweenPauses(Run run, int figure, int to) {
    if (run.before(figure) == Gap.NARROW) {
      return false;
    }
    int end = figure + 1;
    while (run.place(end) < to) {
      end++;
    }
    return run.place(end) == to && run.before(end) != Gap.NARROW;
  }

  /** Luhn's check. */
  private static boolean isChecked(String digits, int from, int to) {
    int sum = 0;
    int different = 0;
    for (int i = from; i < to; i++) {
      int digit = digits.charAt(i) - '0';
      different |= 1 << digit;
      int twice = digit * 2;
      sum += (to - i) % 2 == 1 ? digit : twice > 9 ? twice - 9 : twice;
    }
    return sum % 10 == 0 && Integer.bitCount(different) > 1;
  }
}
