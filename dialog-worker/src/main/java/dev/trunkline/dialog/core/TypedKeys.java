// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Telephone keys the caller has pressed.
 *
 * @param digits those not submitted yet, "" for none
 * @param lastKeyMs media time of the last key on the current stream, −1 before the first
 * @param lastKeyAtMs wall clock at which the last key was read
 */
public record TypedKeys(
    @JsonProperty("keys") String digits,
    long lastKeyMs,
    @JsonProperty("keyAtMs") long lastKeyAtMs) {

  static final TypedKeys NONE = new TypedKeys("", -1, 0);

  /** A record of the same key may arrive twice; media time tells. */
  boolean isRepeat(long mediaMs) {
    return mediaMs <= lastKeyMs;
  }

  TypedKeys with(String allDigits, long mediaMs, long nowMs) {
    return new TypedKeys(allDigits, mediaMs, nowMs);
  }

  TypedKeys submitted(long nowMs) {
    return new TypedKeys("", lastKeyMs, nowMs);
  }

  TypedKeys notBefore(long sinceMs) {
    return new TypedKeys(digits, lastKeyMs, Math.max(lastKeyAtMs, sinceMs));
  }

  TypedKeys onNewStream() {
    return new TypedKeys(digits, -1, lastKeyAtMs);
  }
}
