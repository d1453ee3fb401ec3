// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.call;

import dev.trunkline.events.CallEvent.EndReported;
import dev.trunkline.gateway.webhook.StatusEndpoint;
import java.time.InstantSource;

/**
 * What Twilio says of the ends of calls and streams. Of those that are here it is one sign of the
 * end beside the socket's; of those that are not, the dialog is told, once, since whoever held them
 * may be gone. Thread-safe.
 */
final class ReportedEnds implements StatusEndpoint.Ends {
  private final Calls calls;
  private final CallLog log;
  private final InstantSource clock;

  /** The calls and streams of whose end the log has been told from here. */
  private final RecentCalls told = new RecentCalls();

  ReportedEnds(Calls calls, CallLog log, InstantSource clock) {
    this.calls = calls;
    this.log = log;
    this.clock = clock;
  }

  /** The log knows of the end of this call or stream. */
  void known(String sid) {
    told.add(sid);
  }

  @Override
  public void callOver(String callSid, String status) {
    Call call = calls.find(callSid);
    if (call != null && call.hasStream()) {
      calls.endedByTwilio(call);
    } else if (told.add(callSid)) {
      log.call(new EndReported(callSid, "", status, clock.millis()));
    }
  }

  @Override
  public void streamOver(String callSid, String streamSid, String status, boolean broke) {
    Call call = calls.find(callSid);
    if (call != null && call.isOn(streamSid)) {
      if (broke) {
        calls.brokenByTwilio(call, streamSid, "Twilio reports " + status);
      }
      // Otherwise its socket says how it ended.
    } else if (!told.contains(callSid) && told.add(streamSid)) {
      log.call(new EndReported(callSid, streamSid, status, clock.millis()));
    }
  }
}
