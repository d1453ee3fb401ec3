// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.time;

import java.time.Duration;

/** Times that the gateway and the dialog worker must agree on. */
public final class CallTimes {
  /** How long a call whose stream broke may take to come back on a new one. */
  public static final Duration RESUME_WAIT = Duration.ofSeconds(10);

  private CallTimes() {}
}
