// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

/** Why speech for the caller was not played. */
public enum SpeechDrop {
  /** Played or queued before. */
  REPEATED,
  BELOW_FLOOR,
  QUEUE_FULL,
  /** This gateway does not hold the call. */
  UNKNOWN_CALL
}
