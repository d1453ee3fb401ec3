// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Telephone keys the caller has pressed.
 *
 * @param digits those not submitted yet, "" for none
 * @param lastKeyMs media time of the last key on the current stream, −1 before the first
 * @param lastKeyAtMs wall clock at which the last key was read
 * @param endKeyKnown true if the assistant had named the key that ends {@code digits}
 */
public record TypedKeys(
    @JsonProperty("keys") String digits,
    long lastKeyMs,
    @JsonProperty("keyAtMs") long lastKeyAtMs,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean endKeyKnown) {

  static final TypedKeys NONE = new TypedKeys("", -1, 0, false);

  /** A record of the same key may arrive twice; media time tells. */
  boolean isRepeat(long mediaMs) {
    return mediaMs <= lastKeyMs;
  }

  /** The caller is between two keys. */
  boolean areBeingTyped() {
    return !digits.isEmpty();
  }

  TypedKeys with(String allDigits, boolean knowsEndKey, long mediaMs, long nowMs) {
    return new TypedKeys(allDigits, mediaMs, nowMs, knowsEndKey);
  }

  TypedKeys submitted(long nowMs) {
    return new TypedKeys("", lastKeyMs, nowMs, false);
  }

  TypedKeys notBefore(long sinceMs) {
    return new TypedKeys(digits, lastKeyMs, Math.max(lastKeyAtMs, sinceMs), endKeyKnown);
  }

  TypedKeys onNewStream() {
    return new TypedKeys(digits, -1, lastKeyAtMs, endKeyKnown);
  }
}
