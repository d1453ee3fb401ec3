// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.ledger;

/** Why calls were interrupted, where others want to know. */
public final class InterruptionCauses {
  /** Nobody went on with the call after its stream had broken. */
  public static final String NOT_BACK = "the stream broke, and the call did not come back";

  /** It was told goodbye. */
  public static final String NOT_TAKEN = "the gateway stopped, and no other took it";

  private InterruptionCauses() {}
}
