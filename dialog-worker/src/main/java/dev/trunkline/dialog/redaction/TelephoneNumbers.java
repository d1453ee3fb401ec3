// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Telephone numbers: international with a plus sign, North American with area code, national with a
 * leading zero, and shorter ones if a preceding word or their written form says so.
 */
final class TelephoneNumbers {
  private static final int MIN_DIGITS = 7;
  private static final int MAX_DIGITS = 15;
  private static final int MAX_NATIONAL_DIGITS = 12;

  /** Area code and exchange begin with 2 to 9. */
  private static final Pattern NORTH_AMERICA = Pattern.compile("1?[2-9]\\d\\d[2-9]\\d{6}");

  private static final Pattern LOCAL = Pattern.compile("[2-9]\\d{6}");
  private static final Pattern LEADING_ZERO = Pattern.compile("0[1-9]\\d{7,10}|00[1-9]\\d{7,12}");

  private TelephoneNumbers() {}

  static List<PiiSpan> in(DigitSequence sequence) {
    var found = new ArrayList<PiiSpan>();
    for (int i = 0; i < sequence.groups().size(); i++) {
      if (sequence.isWritten(i, 3, 3, 4)
          && NORTH_AMERICA.matcher(sequence.digits(i, i + 3)).matches()
          && sequence.label() != NumberLabel.OTHER) {
        found.add(sequence.span(i, i + 3, PiiKind.PHONE));
      }
    }
    found.addAll(
        sequence.matches(MAX_DIGITS, PiiKind.PHONE, (from, to) -> matches(sequence, from, to)));
    return found;
  }

  private static boolean matches(DigitSequence sequence, int from, int to) {
    String digits = sequence.digits(from, to);
    if (digits.length() < MIN_DIGITS) {
      return false;
    }
    if (from == 0 && sequence.isInternational()) {
      return true;
    }
    return switch (sequence.label()) {
      case PHONE -> true;
      case OTHER, SSN -> false;
      case NONE ->
          isNorthAmerican(sequence, from, to, digits)
              || hasLeadingZero(sequence, from, to, digits)
              || isLocal(sequence, from, to, digits);
    };
  }

  private static boolean isNorthAmerican(DigitSequence sequence, int from, int to, String digits) {
    int country = digits.length() - 10;
    return NORTH_AMERICA.matcher(digits).matches()
        && sequence.isGrouped(from, to, Set.of(country, country + 3, country + 6));
  }

  /** Excludes dates with a leading zero: two digits in the first groups, then four. */
  private static boolean hasLeadingZero(DigitSequence sequence, int from, int to, String digits) {
    if (digits.length() > MAX_NATIONAL_DIGITS && !digits.startsWith("00")) {
      return false;
    }
    boolean pairs = true;
    for (DigitGroup group : sequence.groups().subList(from, to)) {
      pairs &= group.digits().length() == 2;
    }
    int first = sequence.groups().get(from).digits().length();
    return LEADING_ZERO.matcher(digits).matches() && (pairs || first != 2);
  }

  private static boolean isLocal(DigitSequence sequence, int from, int to, String digits) {
    return LOCAL.matcher(digits).matches()
        && (sequence.isWritten(from, 3, 4)
            || (sequence.pausesAfter(from, 3) && sequence.isGrouped(from, to, Set.of(3))));
  }
}
