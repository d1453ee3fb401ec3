// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import dev.trunkline.simulator.telephone.CallListener;
import dev.trunkline.simulator.telephone.webhook.CallStatus;
import java.util.OptionalDouble;

/**
 * Takes the time from the call to where Twilio picks up, which it does to perform the first verb of
 * the webhook's answer: a stream, or words. Any thread.
 */
final class PickUpTimer implements CallListener {
  private final double askedMs = FaultWindow.nowMs();
  private volatile double pickedUpMs = -1;

  @Override
  public void onStatus(CallStatus status) {
    if (status == CallStatus.IN_PROGRESS) {
      pickedUpMs = FaultWindow.nowMs();
    }
  }

  /** Empty if the call was never picked up. */
  OptionalDouble afterMs() {
    return pickedUpMs < 0 ? OptionalDouble.empty() : OptionalDouble.of(pickedUpMs - askedMs);
  }
}
