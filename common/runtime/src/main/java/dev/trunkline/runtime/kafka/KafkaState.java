// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import java.util.Locale;

/** How a part of a service stands with Kafka. */
public enum KafkaState {
  /** At work, or ready to take work over. */
  READY,
  /** Not a member of its group, or not yet. */
  JOINING,
  /** The cluster does not answer; this passes by itself. */
  AWAY,
  /** Ended by an error; only a restart can help. */
  FAILED;

  /** For health details: {@code "kafka":"away"}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
