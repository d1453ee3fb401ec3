// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

/**
 * Digits that were written or spoken as a unit: {@code 4242}, {@code forty-two}, {@code double
 * four}.
 *
 * @param from index of its first character
 * @param to index after its last character
 * @param written true if written as digits; then each digit has a character of its own
 * @param before what separates it from the group before it
 */
record DigitGroup(String digits, int from, int to, boolean written, Separator before) {

  /** Index of the first character of digit {@code i}. */
  int from(int i) {
    return written ? from + i : from;
  }

  /** Index after the last character of digit {@code i}. */
  int to(int i) {
    return written ? from + i + 1 : to;
  }

  /** True if it cannot span two groups of a formatted number; “double four” and long runs can. */
  boolean isUnbroken() {
    return digits.length() > 1
        && digits.length() < 6
        && (written || digits.chars().distinct().count() > 1);
  }

  DigitGroup after(Separator separator) {
    return new DigitGroup(digits, from, to, written, separator);
  }
}
