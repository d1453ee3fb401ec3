// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.elevenlabs;

import dev.trunkline.events.FailureCategory;

/**
 * How the provider failed.
 *
 * @param code the provider's own word for it, or ours where it said nothing; safe to log
 */
public record Failure(FailureCategory category, String code) {
  private static final String NOT_ASKED = "not_asked";

  /** No provider was asked, because each has failed too often of late. */
  public static Failure notAsked() {
    return new Failure(FailureCategory.UNAVAILABLE, NOT_ASKED);
  }

  /** True if nobody was asked, so that waiting for another attempt makes callers wait in vain. */
  public boolean isOfNobody() {
    return code.equals(NOT_ASKED);
  }
}
