package dev.trunkline.common.topic;

import dev.trunkline.common.event.Event;
import dev.trunkline.common.event.EventCodec;

/** A topic whose values are the JSON events of one sealed interface. */
public record EventTopic<E extends Event>(Topic topic, EventCodec<E> codec) {

  /** The topic's name. */
  public String name() {
    return topic.name();
  }
}
