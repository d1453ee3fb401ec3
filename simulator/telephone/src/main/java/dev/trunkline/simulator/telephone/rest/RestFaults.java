// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.rest;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalInt;

/** Errors that the next requests get instead of an answer. For any thread. */
public final class RestFaults {
  private static final int MAX = 10_000;

  /**
   * One error.
   *
   * @param status 429, or 5xx, which comes without JSON
   * @param retryAfterSeconds a {@code Retry-After} header; whether Twilio sends one is unknown, so
   *     by default there is none
   * @param obeyed whether the request takes effect all the same, as when an answer gets lost
   */
  public record Fault(int status, OptionalInt retryAfterSeconds, boolean obeyed) {
    /** Nothing happens but the error. */
    public static Fault of(int status) {
      return new Fault(status, OptionalInt.empty(), false);
    }
  }

  private final ArrayDeque<Fault> waiting = new ArrayDeque<>();

  /** The next {@code times} requests get {@code fault}. */
  public synchronized void next(Fault fault, int times) {
    for (int i = 0; i < times && waiting.size() < MAX; i++) {
      waiting.add(fault);
    }
  }

  synchronized Optional<Fault> take() {
    return Optional.ofNullable(waiting.poll());
  }
}
