// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import dev.trunkline.simulator.telephone.webhook.CallStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Where a call is and since when. For any thread. */
final class CallState {
  private final InstantSource clock;
  private final Instant created;
  private final CompletableFuture<String> connected = new CompletableFuture<>();
  private final CompletableFuture<CallStatus> ended = new CompletableFuture<>();
  private CallStatus status;
  private Optional<Instant> answeredAt = Optional.empty();
  private Optional<Instant> endedAt = Optional.empty();

  CallState(InstantSource clock, CallStatus status) {
    this.clock = clock;
    this.status = status;
    created = clock.instant();
  }

  synchronized CallStatus status() {
    return status;
  }

  synchronized void reach(CallStatus next) {
    status = next;
    if (next == CallStatus.IN_PROGRESS) {
      answeredAt = Optional.of(clock.instant());
    }
    if (next.isFinal()) {
      endedAt = Optional.of(clock.instant());
    }
  }

  synchronized Instant created() {
    return created;
  }

  synchronized Optional<Instant> answeredAt() {
    return answeredAt;
  }

  synchronized Optional<Instant> endedAt() {
    return endedAt;
  }

  /** How long it has been, or was, answered. */
  synchronized long seconds() {
    return answeredAt
        .map(since -> endedAt.orElseGet(clock::instant).getEpochSecond() - since.getEpochSecond())
        .orElse(0L);
  }

  CompletableFuture<String> connected() {
    return connected;
  }

  CompletableFuture<CallStatus> ended() {
    return ended;
  }
}
