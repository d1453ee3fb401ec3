// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

/** A speech engine could not do its work: not installed, crashed, or out of time. */
public final class EngineFailure extends RuntimeException {
  /** The message is one line, for logs and clients. */
  public EngineFailure(String message) {
    super(message);
  }

  EngineFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
