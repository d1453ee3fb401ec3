// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.time;

/** Times that the gateway and the dialog worker must agree on. */
public final class CallTimes {
  /** How long a call whose stream broke may take to come back on a new one. */
  public static final long RESUME_WAIT_MS = 10_000;

  private CallTimes() {}
}
