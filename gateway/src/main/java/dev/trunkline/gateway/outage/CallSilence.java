// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.outage;

/** One call's silence: when the caller last spoke and when an outage was last announced. */
public final class CallSilence {
  volatile long callerSpokeNanos;
  volatile long announcedNanos;
  volatile boolean announced;

  CallSilence(long nowNanos) {
    callerSpokeNanos = nowNanos;
  }
}
