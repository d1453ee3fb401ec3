// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.media;

import dev.trunkline.simulator.telephone.debugger.DebuggerCode;

/** A stream that could not be opened, with Twilio's code for the reason. */
public final class StreamFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final DebuggerCode code;

  StreamFailure(DebuggerCode code, String detail) {
    super(detail);
    this.code = code;
  }

  /** Twilio's code. */
  public DebuggerCode code() {
    return code;
  }
}
