// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.call;

import dev.trunkline.events.CallEvent.EndReported;
import java.time.InstantSource;

/**
 * Handles Twilio's reports of ended calls and streams. For a call this gateway holds, a report is
 * one sign of the end beside the socket's. For any other call it is written to the log once, since
 * the gateway that held it may be dead. Every report may be repeated. Thread-safe.
 */
public final class EndReports {
  private final Calls calls;
  private final CallTeardown teardown;
  private final CallEventSink events;
  private final InstantSource clock;

  public EndReports(Calls calls, CallEventSink events, InstantSource clock) {
    this.calls = calls;
    this.teardown = calls.teardown();
    this.events = events;
    this.clock = clock;
  }

  /** Twilio reports that a call is over. */
  public void callEnded(String callSid, String status) {
    Call call = calls.find(callSid);
    if (call != null && call.hasStream()) {
      teardown.endedByTwilio(call);
    } else if (teardown.recordEnd(callSid)) {
      events.call(new EndReported(callSid, "", status, clock.millis()));
    }
  }

  /**
   * Twilio reports that a stream is over; its call may continue.
   *
   * @param broken true if it did not end regularly, so its socket may hang
   */
  public void streamEnded(String callSid, String streamSid, String status, boolean broken) {
    Call call = calls.find(callSid);
    if (call != null && call.isOn(streamSid)) {
      if (broken) {
        teardown.brokenByTwilio(call, streamSid, "Twilio reports " + status);
      }
      // After a regular end the socket itself says how the stream ended.
    } else if (!teardown.isEndRecorded(callSid) && teardown.recordEnd(streamSid)) {
      events.call(new EndReported(callSid, streamSid, status, clock.millis()));
    }
  }
}
