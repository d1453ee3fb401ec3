// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import dev.trunkline.simulator.telephone.webhook.CallIdentity;
import dev.trunkline.simulator.telephone.webhook.CallStatus;
import java.time.Instant;
import java.util.Optional;

/** What remains of a call when its sound is forgotten; what REST tells about it. */
public record CallSummary(
    CallIdentity identity,
    CallStatus status,
    Instant created,
    Optional<Instant> answeredAt,
    Optional<Instant> endedAt,
    long seconds) {

  /** The call right after it was requested. */
  public CallSummary asQueued() {
    return new CallSummary(
        identity, CallStatus.QUEUED, created, Optional.empty(), Optional.empty(), 0);
  }

  static CallSummary of(PhoneCall call) {
    CallState state = call.parts().state();
    return new CallSummary(
        call.identity(),
        state.status(),
        state.created(),
        state.answeredAt(),
        state.endedAt(),
        state.seconds());
  }
}
