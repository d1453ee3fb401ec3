// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.webhook;

import java.time.Duration;
import java.util.Optional;

/**
 * The query of the webhook's URL at which a call continues after its stream ended. It counts how
 * often a call came back in quick succession, so that no gateway has to remember it: the next
 * request may reach another one.
 *
 * @param attempt consecutive attempt number, from 1
 * @param issuedAtMs when the answer with this URL was given
 */
record Continuation(int attempt, long issuedAtMs) {
  /** After this many attempts in a row the call ends with an apology. */
  static final int MAX_ATTEMPTS = 5;

  /** A stream that lasted longer than this worked, so its loss starts a new count. */
  private static final Duration MAX_GAP = Duration.ofSeconds(10);

  private static final String ATTEMPT = "resume";
  private static final String ISSUED = "issued";

  /** The continuation in a query; empty if it has none of the parameters. */
  static Optional<Continuation> in(FormFields query) {
    try {
      return query
          .first(ATTEMPT)
          .map(n ->
              new Continuation(
                  Integer.parseInt(n), Long.parseLong(query.first(ISSUED).orElse("0"))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The attempt number of a request that comes at {@code nowMs}. */
  int attemptAt(long nowMs) {
    return nowMs - issuedAtMs > MAX_GAP.toMillis() ? 1 : attempt;
  }

  /** The URL to continue at, below the webhook's URL {@code webhook}. */
  String url(String webhook) {
    return ConnectionOverrides.addTo(webhook + query());
  }

  /** The query, including its question mark. */
  String query() {
    return "?" + ATTEMPT + "=" + attempt + "&" + ISSUED + "=" + issuedAtMs;
  }
}
