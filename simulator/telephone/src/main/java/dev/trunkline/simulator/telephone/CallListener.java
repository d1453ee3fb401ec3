// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import dev.trunkline.simulator.telephone.debugger.DebuggerEntry;
import dev.trunkline.simulator.telephone.webhook.CallStatus;

/**
 * Hears how a call goes on, in order, on a virtual thread of its own. Times are milliseconds on the
 * call's axis, as in its recording. A listener that falls 1,000 events behind misses the newest.
 */
public interface CallListener {
  /** The call came to {@code status}. */
  default void onStatus(CallStatus status) {}

  /** A media stream runs. */
  default void onConnected(String streamSid) {}

  /** The caller begins to say {@code text}. */
  default void onCallerSpeaks(String text, double mediaMs) {}

  /** The caller has said {@code text}. */
  default void onSaid(String text, double mediaMs) {}

  /** The assistant can be heard from {@code mediaMs} on. */
  default void onAssistantSpeaks(double mediaMs) {}

  /**
   * The assistant was last heard at {@code mediaMs} and has been quiet for the usual time since.
   */
  default void onAssistantQuiet(double mediaMs) {}

  /** Twilio's debugger has a new entry. */
  default void onError(DebuggerEntry entry) {}

  /** The call is over; nothing follows. */
  default void onEnded(CallStatus status) {}
}
