// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import dev.trunkline.cli.ledger.TelephoneObservation;
import dev.trunkline.simulator.telephone.PhoneCall;
import dev.trunkline.simulator.telephone.record.SoundStretch;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * A call of the crowd's that is over.
 *
 * @param reached whether a gateway took it
 * @param pickedUpMs how long after the webhook was asked it was picked up, to be taken or to hear
 *     words; empty if it never was
 * @param endMs when the caller hung up, on the call's axis
 */
record SimulatedCall(
    PhoneCall call,
    List<AskedQuestion> asked,
    boolean reached,
    OptionalDouble pickedUpMs,
    double endMs) {
  List<SoundStretch> assistant() {
    return call.recording().assistantStretches();
  }

  /** For the ledgers; sentences for which {@code lost} is true could not reach us. */
  TelephoneObservation log(Predicate<AskedQuestion> lost) {
    int sentences = Math.toIntExact(asked.stream().filter(lost.negate()).count());
    return new TelephoneObservation(call.sid(), (long) call.recording().streamedMs(), sentences);
  }
}
