// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.ledger;

/** Why calls were interrupted, where others want to know. */
public final class InterruptionCauses {
  /** No gateway resumed the call after its stream broke. */
  public static final String NOT_BACK = "the stream broke, and the call did not come back";

  /** The caller heard a goodbye. */
  public static final String NOT_TAKEN = "the gateway stopped, and no other took it";

  private InterruptionCauses() {}
}
