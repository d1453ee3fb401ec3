// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Social security numbers of the United States: 9 digits, ungrouped or in groups of 3, 2 and 4.
 * They have no check digit, so a preceding word that names another kind of number excludes them.
 */
final class SocialSecurityNumbers {
  private static final int LENGTH = 9;
  private static final Set<Integer> GROUPS = Set.of(3, 5);

  private SocialSecurityNumbers() {}

  static List<PiiSpan> in(DigitSequence sequence) {
    var found = new ArrayList<PiiSpan>();
    for (int i = 0; i < sequence.groups().size(); i++) {
      if (sequence.isWritten(i, 3, 2, 4) && isIssued(sequence.digits(i, i + 3))) {
        found.add(sequence.span(i, i + 3, PiiKind.SSN));
      }
    }
    found.addAll(sequence.matches(LENGTH, PiiKind.SSN, (from, to) -> matches(sequence, from, to)));
    return found;
  }

  private static boolean matches(DigitSequence sequence, int from, int to) {
    String digits = sequence.digits(from, to);
    if (digits.length() != LENGTH || sequence.isInternational()) {
      return false;
    }
    return switch (sequence.label()) {
      case SSN -> true;
      case PHONE, OTHER -> false;
      case NONE ->
          isIssued(digits)
              && sequence.isGrouped(from, to, GROUPS)
              && (sequence.pausesAfter(from, 3) || !sequence.pausesAfter(from, 5));
    };
  }

  /** The area is never 000, 666 or 9xx, the group never 00, the serial number never 0000. */
  private static boolean isIssued(String digits) {
    return !digits.startsWith("000")
        && !digits.startsWith("666")
        && !digits.startsWith("9")
        && !digits.startsWith("00", 3)
        && !digits.endsWith("0000");
  }
}
