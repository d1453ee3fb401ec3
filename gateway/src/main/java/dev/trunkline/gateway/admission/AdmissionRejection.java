// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.admission;

/** Why a new call was not admitted. */
public enum AdmissionRejection {
  /** {@code MAX_CALLS} calls are held or expected. */
  CALLS,
  /** CPU load is above its limit. */
  CPU,
  /** Speech is sent late. */
  LAG,
  /** Kafka is unreachable. */
  KAFKA
}
