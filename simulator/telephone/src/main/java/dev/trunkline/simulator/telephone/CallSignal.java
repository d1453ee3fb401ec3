// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import dev.trunkline.simulator.telephone.media.StreamEnd;

/** What may happen to a call while it performs a verb. */
sealed interface CallSignal {
  /** The caller hangs up. */
  record CallerHangsUp() implements CallSignal {}

  /** REST: {@code Status=completed}, or {@code canceled}. */
  record Complete() implements CallSignal {}

  /** REST: {@code Twiml} or {@code Url}; the present document is discarded. */
  record Replace(DocumentSource source) implements CallSignal {}

  /** The caller presses a key while no stream listens. */
  record Key(char digit) implements CallSignal {}

  /** The caller says something into a {@code <Gather>}. */
  record Speech(String text, double confidence) implements CallSignal {}

  /**
   * A stream is over.
   *
   * @param callEnds the fault that ended it ends the call as well
   */
  record StreamEnded(String streamSid, StreamEnd end, boolean callEnds) implements CallSignal {}

  /** The call has lasted as long as it may. */
  record TimeUp() implements CallSignal {}
}
