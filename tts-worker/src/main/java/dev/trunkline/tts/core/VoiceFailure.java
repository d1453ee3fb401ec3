// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

import dev.trunkline.events.FailureCategory;

/**
 * How a speech provider failed.
 *
 * @param code the provider's error code, or ours where it gave none; safe to log
 */
public record VoiceFailure(FailureCategory category, String code) {
  private static final String NO_PROVIDER = "no_provider_available";

  /** No request was sent: the circuit breaker of every provider is open. */
  public static VoiceFailure noProviderAvailable() {
    return new VoiceFailure(FailureCategory.UNAVAILABLE, NO_PROVIDER);
  }

  /** True if no request was sent. A retry would only delay the end of the turn. */
  public boolean isNoProviderAvailable() {
    return code.equals(NO_PROVIDER);
  }
}
