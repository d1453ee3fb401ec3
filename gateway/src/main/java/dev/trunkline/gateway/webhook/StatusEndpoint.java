// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.webhook;

import dev.trunkline.gateway.metrics.GatewayMeters;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.Set;

/**
 * {@code POST /status}: Twilio tells what becomes of calls and streams. It tells any gateway, of
 * calls that another one holds or held; more than once; and not always in order.
 */
public final class StatusEndpoint {
  /** The states of a call that nothing follows. */
  private static final Set<String> OVER =
      Set.of("completed", "busy", "failed", "no-answer", "canceled");

  private static final String STREAM_ERROR = "stream-error";
  private static final Set<String> STREAM_OVER = Set.of("stream-stopped", STREAM_ERROR);

  /** Who is told of ends. Must be able to hear of one again and again. */
  public interface Ends {
    /** The call is over. */
    void callOver(String callSid, String status);

    /**
     * A stream is over, the call perhaps not.
     *
     * @param broke true if it was no regular end: its socket may hang
     */
    void streamOver(String callSid, String streamSid, String status, boolean broke);
  }

  private final SignedForms forms;
  private final Ends ends;
  private final GatewayMeters meters;

  public StatusEndpoint(SignedForms forms, Ends ends, GatewayMeters meters) {
    this.forms = forms;
    this.ends = ends;
    this.meters = meters;
  }

  /** Takes a status callback. */
  public void handle(Context http) {
    Optional<FormFields> form = forms.read(http, Request.of(http.req()));
    if (form.isEmpty()) {
      meters.webhook("refused");
      http.status(403);
      return;
    }
    Optional<String> callSid = form.get().callSid();
    if (callSid.isEmpty()) {
      meters.webhook("invalid");
      http.status(400);
      return;
    }
    take(callSid.get(), form.get());
    meters.webhook("status");
    http.status(204);
  }

  private void take(String callSid, FormFields form) {
    Optional<String> streamSid = form.sid("StreamSid");
    if (streamSid.isPresent()) {
      form.first("StreamEvent")
          .filter(STREAM_OVER::contains)
          .ifPresent(event ->
              ends.streamOver(callSid, streamSid.get(), event, event.equals(STREAM_ERROR)));
    } else {
      form.first("CallStatus")
          .filter(OVER::contains)
          .ifPresent(status -> ends.callOver(callSid, status));
    }
  }
}
