// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import dev.trunkline.events.topic.EventTopic;

/** The names of the topology's exits. */
final class Sinks {
  static final String GATEWAY = "to-gateway";
  static final String DEAD_LETTERS = "to-dead-letters";

  private Sinks() {}

  static String to(EventTopic<?> topic) {
    return "to-" + topic.name();
  }
}
