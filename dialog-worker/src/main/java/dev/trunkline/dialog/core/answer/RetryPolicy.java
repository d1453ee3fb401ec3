// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core.answer;

/** Which failures of the model are retried: at most twice, and only if the caller can wait. */
public final class RetryPolicy {
  private static final int MAX_RETRIES = 2;

  /** For a longer wait an apology is better than silence. */
  private static final long MAX_RETRY_AFTER_MS = 2_000;

  private RetryPolicy() {}

  /**
   * True if the request may be repeated.
   *
   * @param attempt the number of the failed attempt, from 1
   */
  public static boolean allowsRetry(int attempt, ChatFailure failure) {
    return attempt <= MAX_RETRIES
        && !failure.category().isPermanent()
        && failure.retryAfterMs() <= MAX_RETRY_AFTER_MS;
  }
}
