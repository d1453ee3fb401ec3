// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Telephone numbers: after a plus; of North America with area code; with a nought before them; or
 * short ones, where the words before say so or they are written as such.
 */
final class TelephoneNumbers {
  private static final int SHORTEST = 7;
  private static final int LONGEST = 15;
  private static final int LONGEST_NATIONAL = 12;

  /** Area and exchange begin with 2 to 9. */
  private static final Pattern NORTH_AMERICA = Pattern.compile("1?[2-9]\\d\\d[2-9]\\d{6}");

  private static final Pattern LOCAL = Pattern.compile("[2-9]\\d{6}");
  private static final Pattern NOUGHT = Pattern.compile("0[1-9]\\d{7,10}|00[1-9]\\d{7,12}");

  private TelephoneNumbers() {}

  static List<Span> in(Run run) {
    var found = new ArrayList<Span>();
    for (int i = 0; i < run.figures().size(); i++) {
      if (run.isWritten(i, 3, 3, 4)
          && NORTH_AMERICA.matcher(run.digits(i, i + 3)).matches()
          && run.label() != Label.OTHER) {
        found.add(run.span(i, i + 3, Kind.PHONE));
      }
    }
    found.addAll(run.stretches(LONGEST, Kind.PHONE, (from, to) -> fits(run, from, to)));
    return found;
  }

  private static boolean fits(Run run, int from, int to) {
    String digits = run.digits(from, to);
    if (digits.length() < SHORTEST) {
      return false;
    }
    if (from == 0 && run.isInternational()) {
      return true;
    }
    return switch (run.label()) {
      case PHONE -> true;
      case OTHER, SSN -> false;
      case NONE ->
          isNorthAmerican(run, from, to, digits)
              || isAfterNought(run, from, to, digits)
              || isLocal(run, from, to, digits);
    };
  }

  private static boolean isNorthAmerican(Run run, int from, int to, String digits) {
    int country = digits.length() - 10;
    return NORTH_AMERICA.matcher(digits).matches()
        && run.isGrouped(from, to, Set.of(country, country + 3, country + 6));
  }

  /** A date that begins with a nought has two digits in its first groups, and goes on with four. */
  private static boolean isAfterNought(Run run, int from, int to, String digits) {
    if (digits.length() > LONGEST_NATIONAL && !digits.startsWith("00")) {
      return false;
    }
    boolean pairs = true;
    for (Figure figure : run.figures().subList(from, to)) {
      pairs &= figure.digits().length() == 2;
    }
    int first = run.figures().get(from).digits().length();
    return NOUGHT.matcher(digits).matches() && (pairs || first != 2);
  }

  private static boolean isLocal(Run run, int from, int to, String digits) {
    return LOCAL.matcher(digits).matches()
        && (run.isWritten(from, 3, 4)
            || (run.pausesAfter(from, 3) && run.isGrouped(from, to, Set.of(3))));
  }
}
