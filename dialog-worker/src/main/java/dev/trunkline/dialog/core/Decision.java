// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.events.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What follows from an input.
 *
 * @param conversation the new state; null when the call is to be forgotten
 * @param events what to publish: turns, replies, transcripts, commands to the gateway
 */
public record Decision(@Nullable Conversation conversation, List<Event> events) {
  public Decision {
    events = List.copyOf(events);
  }

  static Decision nothing(@Nullable Conversation conversation) {
    return new Decision(conversation, List.of());
  }
}
