// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import dev.trunkline.events.topic.EventTopic;

/** The names of the topology's sinks. */
final class SinkNames {
  static final String GATEWAY = "to-gateway";
  static final String DEAD_LETTERS = "to-dead-letters";

  private SinkNames() {}

  static String of(EventTopic<?> topic) {
    return "to-" + topic.name();
  }
}
