package dev.trunkline.standalone.command;

import dev.trunkline.common.event.Event;
import dev.trunkline.standalone.story.CallStory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The stories of all calls that were heard of or asked for. */
final class Stories {
  private final Map<String, CallStory> stories = new ConcurrentHashMap<>();

  void tell(Event event) {
    of(event.callSid()).tell(event);
  }

  CallStory of(String callSid) {
    return stories.computeIfAbsent(callSid, CallStory::new);
  }
}
