// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.command;

import dev.trunkline.cli.story.CallStory;
import dev.trunkline.events.Event;
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
