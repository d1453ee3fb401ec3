// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.webhook;

import dev.trunkline.gateway.admission.Admission;
import dev.trunkline.gateway.call.Calls;
import dev.trunkline.gateway.call.StreamTicket;
import dev.trunkline.runtime.telemetry.Labels;
import io.javalin.http.Context;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /twiml}: Twilio asks how to handle a call. Answers without using Kafka, on any
 * thread.
 */
public final class TwimlEndpoint {
  private static final Logger log = LoggerFactory.getLogger(TwimlEndpoint.class);

  /** The {@code DialCallStatus} of a transfer that was answered. */
  private static final Set<String> TRANSFER_ANSWERED = Set.of("completed", "answered");

  /**
   * What the endpoint says to callers.
   *
   * @param busy to a new call that is rejected
   * @param apology to a call that keeps losing its stream
   * @param goodbye to a call that comes back to a draining gateway
   * @param elsewhere a webhook for the calls rejected here, instead of {@code busy}
   * @param voice speaks these, and farewells that our own voice could not speak
   */
  public record Messages(
      String busy, String apology, String goodbye, Optional<URI> elsewhere, TwilioVoice voice) {
    private String sayAndHangUp(String text) {
      return Twiml.sayAndHangUp(text, voice);
    }
  }

  private final SignedRequestReader requests;
  private final StreamTwiml streams;
  private final Admission admission;
  private final Calls calls;
  private final Messages messages;
  private final WebhookMetrics metrics;

  public TwimlEndpoint(
      SignedRequestReader requests,
      StreamTwiml streams,
      Admission admission,
      Calls calls,
      Messages messages,
      WebhookMetrics metrics) {
    this.requests = requests;
    this.streams = streams;
    this.admission = admission;
    this.calls = calls;
    this.messages = messages;
    this.metrics = metrics;
  }

  /** Answers a webhook request. */
  public void handle(Context http) {
    TwilioRequest request = TwilioRequest.of(http.req());
    Optional<FormFields> form = requests.read(http, request);
    if (form.isEmpty()) {
      metrics.answered(WebhookAnswer.REFUSED);
      http.status(403);
      return;
    }
    Optional<String> callSid = form.get().callSid();
    Optional<FormFields> query = query(request);
    if (callSid.isEmpty() || query.isEmpty()) {
      metrics.answered(WebhookAnswer.INVALID);
      http.status(400);
      return;
    }
    if (!admission.isOpen()) {
      http.header("Connection", "close"); // So that the next request can reach another gateway.
    }
    http.contentType(Twiml.CONTENT_TYPE)
        .result(
            answer(requests.asSent(request, form.get()), query.get(), form.get(), callSid.get()));
  }

  private String answer(TwilioRequest request, FormFields query, FormFields form, String callSid) {
    Optional<Continuation> continuation = Continuation.in(query);
    boolean comesBack = continuation.isPresent();
    Optional<String> hangUpMessage = continuation.flatMap(_ -> calls.hangUpMessage(callSid));
    if (hangUpMessage.isPresent()) {
      String text = hangUpMessage.get();
      return answered(
          callSid,
          WebhookAnswer.HANG_UP,
          text.isEmpty() ? Twiml.hangUp() : messages.sayAndHangUp(text));
    }
    if (comesBack && form.first("DialCallStatus").filter(TRANSFER_ANSWERED::contains).isPresent()) {
      calls.endTransferred(callSid);
      return answered(callSid, WebhookAnswer.TRANSFERRED, Twiml.hangUp());
    }
    int attempt = streams.attempt(continuation);
    if (attempt > Continuation.MAX_ATTEMPTS) {
      return answered(callSid, WebhookAnswer.APOLOGY, messages.sayAndHangUp(messages.apology()));
    }
    // A call that comes back was admitted before: it is never rejected for lack of capacity.
    boolean admitted = comesBack ? admission.isOpen() : admission.admit(callSid);
    DrainRedirect redirect = DrainRedirect.in(query);
    if (!admitted
        && !admission.isOpen()
        && messages.elsewhere().isEmpty()
        && redirect.isAllowed()) {
      return answered(callSid, WebhookAnswer.DETOUR, streams.redirect(redirect, request, query));
    }
    if (!admitted) {
      return comesBack ? goodbye(callSid) : rejected(callSid);
    }
    // Of a call that was made through the REST API, From is our number and To the other end's.
    boolean outgoing = form.first("Direction").orElse("").startsWith("outbound");
    var ticket =
        new StreamTicket(
            callSid,
            form.first(outgoing ? "To" : "From").orElse(""),
            form.first(outgoing ? "From" : "To").orElse(""),
            comesBack,
            outgoing,
            comesBack ? "" : admission.gatewayId());
    return answered(
        callSid,
        comesBack ? WebhookAnswer.RESUME : WebhookAnswer.STREAM,
        streams.connect(request, ticket, attempt));
  }

  private String goodbye(String callSid) {
    calls.endForShutdown(callSid);
    return answered(callSid, WebhookAnswer.GOODBYE, messages.sayAndHangUp(messages.goodbye()));
  }

  private String rejected(String callSid) {
    return messages
        .elsewhere()
        .map(url ->
            answered(
                callSid, WebhookAnswer.ELSEWHERE, Twiml.redirect(url.toString(), Duration.ZERO)))
        .orElseGet(
            () -> answered(callSid, WebhookAnswer.BUSY, messages.sayAndHangUp(messages.busy())));
  }

  private String answered(String callSid, WebhookAnswer answer, String twiml) {
    metrics.answered(answer);
    log.atInfo()
        .addKeyValue("call", callSid)
        .addKeyValue("answer", Labels.of(answer))
        .log("webhook answered");
    return twiml;
  }

  /** The query of the request; empty if it cannot be decoded. */
  private static Optional<FormFields> query(TwilioRequest request) {
    int query = request.target().indexOf('?');
    try {
      return Optional.of(FormFields.parse(query < 0 ? "" : request.target().substring(query + 1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
