// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.webhook;

import java.time.Duration;

/**
 * How a gateway that stops sends calls on. Load balancers need a moment to see that it takes no
 * more, and Twilio keeps connections open: so Twilio is asked to come once more, on a new
 * connection, which leads to another gateway if there is one. The query of the webhook's URL counts
 * how often a call was sent on.
 *
 * @param taken how often it was
 */
record Detour(int taken) {
  private static final String TAKEN = "detour";
  private static final int MOST = 3;

  /** What health checks of a load balancer may take. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** The detour in a query; none if it has none. */
  static Detour in(FormFields query) {
    try {
      return new Detour(query.first(TAKEN).map(Integer::parseInt).orElse(0));
    } catch (NumberFormatException e) {
      return new Detour(MOST);
    }
  }

  /** True if it makes sense to send the call on once more. */
  boolean isOpen() {
    return taken < MOST;
  }

  /** How long the caller waits before the call is sent on: the first time not at all. */
  Duration pause() {
    return taken == 0 ? Duration.ZERO : PAUSE;
  }

  /** The URL to send the call to, when it came to {@code webhook} with {@code query}. */
  String url(String webhook, FormFields query) {
    String next = TAKEN + "=" + (taken + 1);
    return Retries.at(
        Continuation.in(query)
            .map(continuation -> webhook + continuation.query() + "&" + next)
            .orElse(webhook + "?" + next));
  }
}
