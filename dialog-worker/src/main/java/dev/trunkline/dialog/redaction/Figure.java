// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

/**
 * Digits that were written or said as one: {@code 4242}, {@code forty-two}, {@code double four}.
 *
 * @param from its first character
 * @param to the character after its last
 * @param written as digits; each then stands at its own character
 * @param before what stands between it and the figure before it
 */
record Figure(String digits, int from, int to, boolean written, Gap before) {

  /** The first character of its digit {@code i}. */
  int from(int i) {
    return written ? from + i : from;
  }

  /** The character after its digit {@code i}. */
  int to(int i) {
    return written ? from + i + 1 : to;
  }

  /** True if a number's groups do not run through it: not one of “double”, and not all in one. */
  boolean isGroup() {
    return digits.length() > 1
        && digits.length() < 6
        && (written || digits.chars().distinct().count() > 1);
  }

  Figure after(Gap gap) {
    return new Figure(digits, from, to, written, gap);
  }
}
