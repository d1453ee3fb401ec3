// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.admission;

/** Why a new call was not admitted. */
public enum AdmissionRejection {
  /** As many calls as allowed are held or reserved. */
  CALLS,
  /** CPU load is above its limit. */
  CPU,
  /** Speech is sent late. */
  LAG,
  /** Kafka is unreachable. */
  KAFKA
}
