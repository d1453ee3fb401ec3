// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.chat.assistant;

/** Invented facts about account and order numbers: always the same for the same number. */
final class InventedFacts {
  private InventedFacts() {}

  /** A number from 0 to {@code bound - 1} that depends on the digits alone. */
  static int of(String digits, String about, int bound) {
    return Math.floorMod((about + digits).hashCode() * 31 + digits.length(), bound);
  }

  /** The digits one by one, as they are read out. */
  static String readOut(String digits) {
    return String.join(" ", digits.split(""));
  }
}
