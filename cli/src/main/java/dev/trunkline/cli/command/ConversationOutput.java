// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.command;

import dev.trunkline.cli.conversation.ObservedCall;
import dev.trunkline.events.Event;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The stories of all calls that were heard of or asked for. */
final class ConversationOutput {
  private final Map<String, ObservedCall> stories = new ConcurrentHashMap<>();

  void accept(Event event) {
    of(event.callSid()).accept(event);
  }

  ObservedCall of(String callSid) {
    return stories.computeIfAbsent(callSid, ObservedCall::new);
  }
}
