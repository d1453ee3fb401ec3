// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events;

/** How a provider failed, which decides whether to retry. */
public enum FailureCategory {
  /** Too many requests, or too much audio concurrently: wait, then retry. */
  THROTTLED(false),
  /** Down, unreachable, a broken connection or a server error: retry, within a budget. */
  UNAVAILABLE(false),
  /** No answer in time: retry, within a budget. */
  TIMED_OUT(false),
  /** It sent something that its protocol does not allow. */
  GARBLED(false),
  /** It rejected the key, plan or terms: an operator must act. */
  REFUSED(true),
  /** The account's credit is used up: an operator must act. */
  QUOTA_SPENT(true),
  /** It rejected the request as invalid: a wrong setting or a bug. */
  INVALID_REQUEST(true);

  private final boolean permanent;

  FailureCategory(boolean permanent) {
    this.permanent = permanent;
  }

  /** True if a retry cannot help. */
  public boolean isPermanent() {
    return permanent;
  }
}
