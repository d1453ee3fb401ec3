// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Social security numbers of the United States: 9 digits in groups of 3, 2 and 4, or in none. They
 * have no check digit, so that words before them which call them something else are believed.
 */
final class SocialSecurityNumbers {
  private static final int LENGTH = 9;
  private static final Set<Integer> GROUPS = Set.of(3, 5);

  private SocialSecurityNumbers() {}

  static List<Span> in(Run run) {
    var found = new ArrayList<Span>();
    for (int i = 0; i < run.figures().size(); i++) {
      if (run.isWritten(i, 3, 2, 4) && isIssued(run.digits(i, i + 3))) {
        found.add(run.span(i, i + 3, Kind.SSN));
      }
    }
    found.addAll(run.stretches(LENGTH, Kind.SSN, (from, to) -> fits(run, from, to)));
    return found;
  }

  private static boolean fits(Run run, int from, int to) {
    String digits = run.digits(from, to);
    if (digits.length() != LENGTH || run.isInternational()) {
      return false;
    }
    return switch (run.label()) {
      case SSN -> true;
      case PHONE, OTHER -> false;
      case NONE ->
          isIssued(digits)
              && run.isGrouped(from, to, GROUPS)
              && (run.pausesAfter(from, 3) || !run.pausesAfter(from, 5));
    };
  }

  /** No area is 000, 666 or begins with 9; no group is 00, no serial number 0000. */
  private static boolean isIssued(String digits) {
    return !digits.startsWith("000")
        && !digits.startsWith("666")
        && !digits.startsWith("9")
        && !digits.startsWith("00", 3)
        && !digits.endsWith("0000");
  }
}
