// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

/** What to do about a failure of Scribe. */
public enum Remedy {
  /** Give the stream up: only an operator can help. */
  STOP,
  /** Commit again; the session usually continues. */
  RETRY_COMMIT,
  /** Open another session, but not before the caller speaks: Scribe ended this one for silence. */
  WAIT_FOR_SPEECH,
  /** Open another session immediately: this one ended without a fault, or another endpoint can. */
  RECONNECT_NOW,
  /** Open another session after a back-off. */
  BACK_OFF,
  /** Nothing was sent, because every circuit breaker is open: try again soon. */
  WAIT_FOR_BREAKER,
  /** As {@link #BACK_OFF}, and send late audio more slowly. */
  SLOW_DOWN
}
