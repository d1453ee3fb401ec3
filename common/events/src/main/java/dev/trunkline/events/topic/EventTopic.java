// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events.topic;

import dev.trunkline.events.Event;
import dev.trunkline.events.EventCodec;

/** A topic whose values are the JSON events of one sealed interface. */
public record EventTopic<E extends Event>(Topic topic, EventCodec<E> codec) {

  /** The topic's name. */
  public String name() {
    return topic.name();
  }
}
