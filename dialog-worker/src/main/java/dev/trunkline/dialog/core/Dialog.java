// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.dialog.core.ConversationInput.DeadlineReached;
import dev.trunkline.dialog.core.ConversationInput.OutageEnded;
import dev.trunkline.dialog.core.ConversationInput.Received;
import dev.trunkline.events.CallEvent.CallResumed;
import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.events.Event;
import org.jspecify.annotations.Nullable;

/**
 * Decides what follows in a call. A call begins with the greeting. The caller is answered once all
 * of an utterance is transcribed and the end-of-turn wait is over. Speech over the assistant pauses
 * playback until it is clear whether it interrupts ({@link Floor}).
 *
 * <p>A call whose stream breaks may return on another one, at any gateway. If it does not in time,
 * or if Twilio reports its end, the conversation publishes that end: the gateway may be gone.
 *
 * <p>Immutable, does no I/O and reads no clock.
 */
public final class Dialog {
  private final ConversationSettings settings;

  public Dialog(ConversationSettings settings) {
    this.settings = settings;
  }

  /**
   * Decides what follows from {@code input}.
   *
   * @param before the conversation, null for an unknown call
   * @param nowMs wall clock, for {@code atMs} of events and for deadlines
   */
  public Decision on(@Nullable Conversation before, ConversationInput input, long nowMs) {
    if (before == null) {
      return input instanceof Received received
          ? begin(received.event(), nowMs)
          : Decision.nothing(null);
    }
    var update = new ConversationUpdate(before, settings, nowMs);
    switch (input) {
      case Received received -> new ConversationRules(update, settings).onEvent(received.event());
      case DeadlineReached _ -> {
        if (!before.stream().hasEnded()) {
          boolean over = nowMs >= before.overAtMs(settings);
          new ConversationRules(update, settings).onDeadline(over);
        } else if (nowMs >= before.deadlineMs(settings)) {
          return Decision.nothing(null);
        }
      }
      case OutageEnded _ -> update.restartWaits();
    }
    return update.decision();
  }

  private Decision begin(Event event, long nowMs) {
    return switch (event) {
      case CallStarted start -> {
        var update =
            begin(
                start.callSid(),
                start.streamSid(),
                new CallParties(start.from(), start.to(), start.atMs()),
                nowMs);
        if (settings.notice().isEmpty()) {
          update.greet();
        } else {
          update.speak(settings.notice());
        }
        yield update.decision();
      }
      case CallResumed resumed -> {
        var update =
            begin(
                resumed.callSid(),
                resumed.streamSid(),
                new CallParties(resumed.from(), resumed.to(), resumed.atMs()),
                nowMs);
        update.speak(settings.resumed());
        yield update.decision();
      }
      default -> Decision.nothing(null);
    };
  }

  private ConversationUpdate begin(
      String callSid, String streamSid, CallParties parties, long nowMs) {
    return new ConversationUpdate(
        Conversation.started(callSid, streamSid, parties, nowMs), settings, nowMs);
  }
}
