// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

import dev.trunkline.events.FailureCategory;

/**
 * Why a connection, or a commit on it, failed.
 *
 * @param detail for people, without anything the caller said; cut to 200 characters
 * @param retryAfterMs how long the provider demands to wait, 0 if it does not say
 */
public record ConnectionFailure(
    FailureCategory category, Remedy remedy, String detail, long retryAfterMs) {
  private static final int MAX_DETAIL_LENGTH = 200;

  public ConnectionFailure {
    detail = detail.length() > MAX_DETAIL_LENGTH ? detail.substring(0, MAX_DETAIL_LENGTH) : detail;
  }

  ConnectionFailure with(Remedy other) {
    return new ConnectionFailure(category, other, detail, retryAfterMs);
  }

  static ConnectionFailure timedOut(String detail) {
    return new ConnectionFailure(FailureCategory.TIMED_OUT, Remedy.BACK_OFF, detail, 0);
  }

  static ConnectionFailure noEndpoint() {
    return new ConnectionFailure(
        FailureCategory.UNAVAILABLE,
        Remedy.WAIT_FOR_BREAKER,
        "circuit breaker open; no request sent",
        0);
  }
}
