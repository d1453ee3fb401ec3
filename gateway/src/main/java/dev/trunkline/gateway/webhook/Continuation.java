// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.webhook;

import java.time.Duration;
import java.util.Optional;

/**
 * The query of the webhook's URL by which a call comes back after its stream ended. It counts the
 * times a call came back in quick succession, without anything being kept here: the next gateway
 * may be another one.
 *
 * @param attempt the how manieth time in a row
 * @param issuedAtMs when the answer with this URL was given
 */
record Continuation(int attempt, long issuedAtMs) {
  /** A call that keeps losing its stream is told so and let go. */
  static final int MOST_ATTEMPTS = 5;

  /** A stream that was asked for longer ago did work, so the next loss is a new one. */
  private static final Duration IN_A_ROW = Duration.ofSeconds(10);

  private static final String ATTEMPT = "resume";
  private static final String ISSUED = "issued";

  /** The continuation in a query, if it is one. */
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

  /** The attempt this is, seen now. */
  int attemptAt(long nowMs) {
    return nowMs - issuedAtMs > IN_A_ROW.toMillis() ? 1 : attempt;
  }

  /** Where the call comes back, if {@code webhook} is where calls come. */
  String url(String webhook) {
    return Retries.at(webhook + query());
  }

  /** The query, with its question mark. */
  String query() {
    return "?" + ATTEMPT + "=" + attempt + "&" + ISSUED + "=" + issuedAtMs;
  }
}
