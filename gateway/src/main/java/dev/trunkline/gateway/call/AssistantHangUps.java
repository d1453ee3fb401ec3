// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.call;

import dev.trunkline.events.CallEvent.Cause;
import dev.trunkline.runtime.collection.BoundedMap;
import java.util.Map;
import java.util.Optional;

/** Ends the calls that the assistant hangs up. Thread-safe. */
final class AssistantHangUps {
  /** How long Twilio has to close the stream of a call it has ended before we close it. */
  private static final long CLOSE_WAIT_MS = 5_000;

  private static final int MAX_MESSAGES = 10_000;

  private final Map<String, Call> calls;
  private final CallControl control;
  private final CallTeardown teardown;

  /** The message of each call hung up lately, "" if it has none. */
  private final Map<String, String> messages = BoundedMap.of(MAX_MESSAGES);

  /**
   * @param calls the calls held, by {@code CallSid}
   */
  AssistantHangUps(Map<String, Call> calls, CallControl control, CallTeardown teardown) {
    this.calls = calls;
    this.control = control;
    this.teardown = teardown;
  }

  /** Hangs up on a thread of its own, since the play-out calls this under its lock. */
  void start(String callSid) {
    Thread.ofVirtual().name("hang-up-" + callSid).start(() -> hangUp(callSid));
  }

  /** See {@link Calls#hangUpMessage}. */
  Optional<String> message(String callSid) {
    return Optional.ofNullable(messages.get(callSid));
  }

  private void hangUp(String callSid) {
    Call call = calls.get(callSid);
    if (call == null) {
      return;
    }
    String unheard = call.unheardFarewell();
    messages.put(callSid, unheard);
    if (teardown.end(call, Cause.ASSISTANT_HUNG_UP)) {
      boolean endedByTwilio =
          unheard.isEmpty() ? control.end(callSid) : control.sayAndHangUp(callSid, unheard);
      teardown.closeAfter(endedByTwilio ? CLOSE_WAIT_MS : 0, call);
    }
  }
}
