// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import dev.trunkline.simulator.telephone.webhook.CallStatus;

/** The called party of an outgoing call or of {@code <Dial>}. */
public interface Callee {
  /**
   * How a call to this party proceeds.
   *
   * @param status {@code IN_PROGRESS} if it is answered, else the final state
   * @param talkMs how long a {@code <Dial>} lasts once it is answered
   */
  record Pickup(CallStatus status, int talkMs) {
    /** Answered, and a dialled party hangs up after {@code talkMs}. */
    public static Pickup answers(int talkMs) {
      return new Pickup(CallStatus.IN_PROGRESS, talkMs);
    }

    /** Not answered. */
    public static Pickup fails(CallStatus status) {
      return new Pickup(status, 0);
    }

    boolean isAnswered() {
      return status == CallStatus.IN_PROGRESS;
    }
  }

  /** The telephone of {@code number} rings. On the calling call's thread. */
  Pickup called(String number);

  /** An outgoing call was answered; {@code call} is at hand to speak. Returns at once. */
  default void answered(PhoneCall call) {}
}
