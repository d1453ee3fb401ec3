// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.providers;

/**
 * Which endpoint of a provider one session or request uses next: the first until it fails, then the
 * other, and so on in turn, but never one that failed permanently (a wrong key, no credit), until a
 * success starts again with the first. Decides only; does no I/O. Not thread-safe.
 */
public final class Failover {
  /** What to do after a failure. */
  public enum Next {
    /** Use {@link #preferred} without waiting: it has not been tried yet. */
    SWITCH_NOW,
    /** Use {@link #preferred} after a backoff. */
    RETRY_LATER,
    /** Every endpoint has failed permanently. */
    GIVE_UP
  }

  private final int endpoints;
  private int preferred;
  private int failures;
  private int permanent;

  /**
   * Prefers endpoint 0.
   *
   * @param endpoints how many there are, from 1 to 31
   */
  public Failover(int endpoints) {
    if (endpoints < 1 || endpoints > 31) {
      throw new IllegalArgumentException("endpoints must be from 1 to 31: " + endpoints);
    }
    this.endpoints = endpoints;
  }

  /** The number of the endpoint to use next, from 0. */
  public int preferred() {
    return preferred;
  }

  /** Failures since the last success. */
  public int failures() {
    return failures;
  }

  /**
   * A request to {@code endpoint} failed, which need not be the preferred one.
   *
   * @param isPermanent true if repeating the request there cannot succeed
   */
  public Next failed(int endpoint, boolean isPermanent) {
    failures++;
    if (isPermanent) {
      permanent |= 1 << endpoint;
    }
    for (int step = 1; step < endpoints; step++) {
      int other = (endpoint + step) % endpoints;
      if (isUsable(other)) {
        preferred = other;
        return failures < endpoints ? Next.SWITCH_NOW : Next.RETRY_LATER;
      }
    }
    if (isUsable(endpoint)) {
      preferred = endpoint;
      return Next.RETRY_LATER;
    }
    return Next.GIVE_UP;
  }

  /** A request succeeded: every endpoint is worth trying again, the first one first. */
  public void succeeded() {
    preferred = 0;
    failures = 0;
    permanent = 0;
  }

  private boolean isUsable(int endpoint) {
    return (permanent & 1 << endpoint) == 0;
  }
}
