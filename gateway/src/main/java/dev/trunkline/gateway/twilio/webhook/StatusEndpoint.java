// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.webhook;

import dev.trunkline.gateway.call.EndReports;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.Set;

/**
 * {@code POST /status}: Twilio's status callbacks for calls and streams. They may reach a gateway
 * that does not hold the call, more than once, and out of order.
 */
public final class StatusEndpoint {
  private static final Set<String> FINAL_CALL_STATUS =
      Set.of("completed", "busy", "failed", "no-answer", "canceled");

  private static final String STREAM_ERROR = "stream-error";
  private static final Set<String> FINAL_STREAM_EVENTS = Set.of("stream-stopped", STREAM_ERROR);

  private final SignedRequestReader requests;
  private final EndReports ends;
  private final WebhookMetrics metrics;

  public StatusEndpoint(SignedRequestReader requests, EndReports ends, WebhookMetrics metrics) {
    this.requests = requests;
    this.ends = ends;
    this.metrics = metrics;
  }

  /** Accepts a status callback. */
  public void handle(Context http) {
    Optional<FormFields> form = requests.read(http, TwilioRequest.of(http.req()));
    if (form.isEmpty()) {
      metrics.answered(WebhookAnswer.REFUSED);
      http.status(403);
      return;
    }
    Optional<String> callSid = form.get().callSid();
    if (callSid.isEmpty()) {
      metrics.answered(WebhookAnswer.INVALID);
      http.status(400);
      return;
    }
    report(callSid.get(), form.get());
    metrics.answered(WebhookAnswer.STATUS);
    http.status(204);
  }

  private void report(String callSid, FormFields form) {
    Optional<String> streamSid = form.sid("StreamSid");
    if (streamSid.isPresent()) {
      form.first("StreamEvent")
          .filter(FINAL_STREAM_EVENTS::contains)
          .ifPresent(event ->
              ends.streamEnded(callSid, streamSid.get(), event, event.equals(STREAM_ERROR)));
    } else {
      form.first("CallStatus")
          .filter(FINAL_CALL_STATUS::contains)
          .ifPresent(status -> ends.callEnded(callSid, status));
    }
  }
}
