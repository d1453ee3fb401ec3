// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.webhook;

import java.time.Duration;

/**
 * How a draining gateway redirects calls to another gateway. A load balancer needs a moment to
 * notice the drain, and Twilio keeps connections open: so Twilio is redirected to the same URL, on
 * a new connection, which reaches another gateway if there is one. The query of the webhook's URL
 * counts the redirects of a call.
 *
 * @param count how often the call has been redirected
 */
record DrainRedirect(int count) {
  private static final String COUNT = "detour";
  private static final int MAX_REDIRECTS = 3;

  /** Time for a load balancer's health check. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** The redirects counted in a query. */
  static DrainRedirect in(FormFields query) {
    try {
      return new DrainRedirect(query.first(COUNT).map(Integer::parseInt).orElse(0));
    } catch (NumberFormatException e) {
      return new DrainRedirect(MAX_REDIRECTS);
    }
  }

  /** True if the call may be redirected once more. */
  boolean isAllowed() {
    return count < MAX_REDIRECTS;
  }

  /** How long the caller waits before the redirect: not at all the first time. */
  Duration pause() {
    return count == 0 ? Duration.ZERO : PAUSE;
  }

  /** The URL to redirect a call to that came to {@code webhook} with {@code query}. */
  String url(String webhook, FormFields query) {
    String next = COUNT + "=" + (count + 1);
    return ConnectionOverrides.addTo(
        Continuation.in(query)
            .map(continuation -> webhook + continuation.query() + "&" + next)
            .orElse(webhook + "?" + next));
  }
}
