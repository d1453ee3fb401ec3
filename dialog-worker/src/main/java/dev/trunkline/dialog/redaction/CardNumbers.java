// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Card numbers (ISO/IEC 7812): 13 to 19 digits, the last of which is a Luhn check digit. Digits
 * between two pauses need nothing else; inside a longer sequence the number must also begin with a
 * known issuer's prefix. All matches are reported, including overlapping ones, so that the real
 * number is always among them.
 */
final class CardNumbers {
  private static final int MIN_DIGITS = 13;
  private static final int MAX_DIGITS = 19;

  /** Digits that may follow in the same sentence: the expiry date, the security code. */
  private static final int MAX_TRAILING_DIGITS = 8;

  /**
   * UATP, Mastercard and Mir, American Express, Diners, JCB, Visa, Mastercard and Maestro,
   * Discover, UnionPay and Maestro.
   */
  private static final Pattern ISSUERS = Pattern.compile("1|2[2-7]|3[0-9]|4|5[0-9]|6");

  private CardNumbers() {}

  static List<PiiSpan> in(DigitSequence sequence) {
    var found = new ArrayList<PiiSpan>();
    for (int group = 0; group < sequence.groups().size(); group++) {
      int from = sequence.position(group);
      int max = Math.min(sequence.length(), from + MAX_DIGITS);
      boolean issuer =
          ISSUERS.matcher(sequence.digits()).region(from, sequence.length()).lookingAt();
      for (int to = from + MIN_DIGITS; to <= max; to++) {
        if (hasCheckDigit(sequence.digits(), from, to)
            && (issuer || isBetweenPauses(sequence, group, to))) {
          int end = sequence.length() - to <= MAX_TRAILING_DIGITS ? sequence.length() : to;
          found.add(sequence.digitSpan(from, end, PiiKind.CARD));
        }
      }
    }
    return found;
  }

  private static boolean isBetweenPauses(DigitSequence sequence, int group, int to) {
    if (sequence.separatorBefore(group) == Separator.NARROW) {
      return false;
    }
    int end = group + 1;
    while (sequence.position(end) < to) {
      end++;
    }
    return sequence.position(end) == to && sequence.separatorBefore(end) != Separator.NARROW;
  }

  /** The Luhn check; a single repeated digit is no card number. */
  private static boolean hasCheckDigit(String digits, int from, int to) {
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
