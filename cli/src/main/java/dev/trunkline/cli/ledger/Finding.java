// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.ledger;

/**
 * Something of a call that is not accounted for.
 *
 * @param what the piece that it is about and what is wrong with it; never spoken words
 */
public record Finding(Ledger ledger, Kind kind, String callSid, String what) {
  /** How. */
  public enum Kind {
    /** It should be there, and nothing says why it is not. */
    LOST,
    /** It had its effect, or could have had it, more than once. */
    DOUBLED
  }
}
