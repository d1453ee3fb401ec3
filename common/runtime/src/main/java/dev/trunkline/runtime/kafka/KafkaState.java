// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import java.util.Locale;

/** A consumer's state, as shown in health details. */
public enum KafkaState {
  /** A member of its group, and the cluster responds. */
  READY,
  /** Not, or not yet, a member of its group. */
  JOINING,
  /** The cluster does not respond; the client reconnects by itself. */
  AWAY,
  /** Stopped by an error; only a restart of the process helps. */
  FAILED;

  /** For health details: {@code "kafka":"away"}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
