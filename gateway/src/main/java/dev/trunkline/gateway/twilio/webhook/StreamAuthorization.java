// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.webhook;

import dev.trunkline.gateway.admission.Admission;
import dev.trunkline.gateway.call.StreamTicket;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.ServiceUnavailableResponse;
import java.util.Map;
import java.util.Optional;

/** Decides which media streams may be opened. Thread-safe. */
public final class StreamAuthorization {
  private final SignatureCheck signatures;
  private final PublicUrls urls;
  private final StreamTokens tokens;
  private final Admission admission;
  private final WebhookMetrics metrics;

  public StreamAuthorization(
      SignatureCheck signatures,
      PublicUrls urls,
      StreamTokens tokens,
      Admission admission,
      WebhookMetrics metrics) {
    this.signatures = signatures;
    this.urls = urls;
    this.tokens = tokens;
    this.admission = admission;
    this.metrics = metrics;
  }

  /**
   * Checks a WebSocket upgrade.
   *
   * @return our webhook's URL as Twilio knows it
   * @throws ForbiddenResponse if Twilio did not sign it
   * @throws ServiceUnavailableResponse if this gateway drains and another one can take the stream
   */
  public String checkUpgrade(TwilioRequest request) {
    if (!signatures.acceptsHandshake(request)) {
      metrics.answered(WebhookAnswer.HANDSHAKE_REFUSED);
      throw new ForbiddenResponse();
    }
    if (!admission.acceptsStreams()) {
      metrics.answered(WebhookAnswer.STREAM_SENT_ON);
      throw new ServiceUnavailableResponse();
    }
    return urls.webhook(request);
  }

  /** The ticket of a stream that {@code start} opens; empty if its token is not valid. */
  public Optional<StreamTicket> redeem(String callSid, Map<String, String> parameters) {
    return tokens.redeem(callSid, parameters);
  }

  /** The stream of a redeemed ticket is attached to its call. */
  public void onStreamOpened(StreamTicket ticket) {
    admission.onStreamOpened(ticket);
  }
}
