// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events;

/** How a provider failed, and so what may be done about it. */
public enum FailureCategory {
  /** Too many requests or too much audio at once: wait, then try again. */
  THROTTLED(false),
  /** Down, unreachable, broken connection or an error of its own: try again, within a budget. */
  UNAVAILABLE(false),
  /** No answer in time: try again, within a budget. */
  TIMED_OUT(false),
  /** It answered with something that its protocol does not allow. */
  GARBLED(false),
  /** Key, plan or terms were not accepted: an operator must act. */
  REFUSED(true),
  /** The account's credit is used up: an operator must act. */
  QUOTA_SPENT(true),
  /** We asked for something it cannot do: configuration or a bug. */
  INVALID_REQUEST(true);

  private final boolean permanent;

  FailureCategory(boolean permanent) {
    this.permanent = permanent;
  }

  /** True if trying again cannot help. */
  public boolean isPermanent() {
    return permanent;
  }
}
