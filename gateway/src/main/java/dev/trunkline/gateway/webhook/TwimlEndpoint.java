// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.webhook;

import dev.trunkline.gateway.metrics.GatewayMeters;
import io.javalin.http.Context;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /twiml}: Twilio asks what to do with a call. Answers without touching Kafka, from any
 * thread.
 */
public final class TwimlEndpoint {
  private static final Logger log = LoggerFactory.getLogger(TwimlEndpoint.class);

  /** How a {@code <Dial>} ends if somebody answered. */
  private static final Set<String> SPOKEN = Set.of("completed", "answered");

  /**
   * What the endpoint says in words.
   *
   * @param busy to a new call that is not taken
   * @param apology to a call that keeps losing its stream
   * @param goodbye to a call that would come back to a gateway which takes none any more
   * @param elsewhere the webhook that takes the calls we do not, instead of {@code busy}
   * @param voice says all of it, and farewells that our own voice could not say
   */
  public record Messages(
      String busy, String apology, String goodbye, Optional<URI> elsewhere, TwilioVoice voice) {
    private String beforeHangUp(String text) {
      return Twiml.sayAndHangUp(text, voice);
    }
  }

  /** What the endpoint must know of the calls in hand, and do to them. */
  public interface CallsInHand {
    /** If we hung this call up: the farewell that the caller has not heard, "" if there is none. */
    Optional<String> endedOnPurpose(String callSid);

    /** The caller has spoken with whom the call was transferred to. */
    void transferred(String callSid);

    /** The caller is being told that the call cannot go on. */
    void bidFarewell(String callSid);
  }

  private final SignedForms forms;
  private final PublicUrls urls;
  private final StreamTokens tokens;
  private final Admission admission;
  private final CallsInHand calls;
  private final Messages messages;
  private final InstantSource clock;
  private final GatewayMeters meters;

  public TwimlEndpoint(
      SignedForms forms,
      PublicUrls urls,
      StreamTokens tokens,
      Admission admission,
      CallsInHand calls,
      Messages messages,
      InstantSource clock,
      GatewayMeters meters) {
    this.forms = forms;
    this.urls = urls;
    this.tokens = tokens;
    this.admission = admission;
    this.calls = calls;
    this.messages = messages;
    this.clock = clock;
    this.meters = meters;
  }

  /** Answers a webhook request. */
  public void handle(Context http) {
    Request request = Request.of(http.req());
    Optional<FormFields> form = forms.read(http, request);
    if (form.isEmpty()) {
      meters.webhook("refused");
      http.status(403);
      return;
    }
    Optional<String> callSid = form.get().callSid();
    Optional<FormFields> query = query(request);
    if (callSid.isEmpty() || query.isEmpty()) {
      meters.webhook("invalid");
      http.status(400);
      return;
    }
    if (!admission.isOpen()) {
      http.header("Connection", "close"); // The next request shall find another gateway.
    }
    http.contentType(Twiml.CONTENT_TYPE)
        .result(answer(request, query.get(), form.get(), callSid.get()));
  }

  private String answer(Request request, FormFields query, FormFields form, String callSid) {
    long nowMs = clock.millis();
    Optional<Continuation> continuation = Continuation.in(query);
    int attempt = continuation.map(c -> c.attemptAt(nowMs)).orElse(0);
    Optional<String> farewell = continuation.flatMap(_ -> calls.endedOnPurpose(callSid));
    if (farewell.isPresent()) {
      String text = farewell.get();
      return said(
          callSid, "hang-up", text.isEmpty() ? Twiml.hangUp() : messages.beforeHangUp(text));
    }
    if (continuation.isPresent()
        && form.first("DialCallStatus").filter(SPOKEN::contains).isPresent()) {
      calls.transferred(callSid);
      return said(callSid, "transferred", Twiml.hangUp());
    }
    if (attempt > Continuation.MOST_ATTEMPTS) {
      return said(callSid, "apology", messages.beforeHangUp(messages.apology()));
    }
    // A call that comes back is being answered already: it is never turned away for lack of room.
    boolean admitted = continuation.isPresent() ? admission.isOpen() : admission.admit(callSid);
    Detour detour = Detour.in(query);
    if (!admitted && !admission.isOpen() && messages.elsewhere().isEmpty() && detour.isOpen()) {
      String url = detour.url(urls.webhook(request), query);
      return said(callSid, "detour", Twiml.redirect(url, detour.pause()));
    }
    if (!admitted) {
      return continuation.isPresent() ? farewell(callSid) : notTaken(callSid);
    }
    var ticket =
        new StreamTicket(
            callSid,
            form.first("From").orElse(""),
            form.first("To").orElse(""),
            continuation.isPresent(),
            continuation.isPresent() ? "" : admission.keeper());
    String next = new Continuation(attempt + 1, nowMs).url(urls.webhook(request));
    return said(
        callSid,
        continuation.isPresent() ? "resume" : "stream",
        Twiml.connect(urls.stream(request), tokens.issue(ticket), urls.status(request), next));
  }

  private String farewell(String callSid) {
    calls.bidFarewell(callSid);
    return said(callSid, "goodbye", messages.beforeHangUp(messages.goodbye()));
  }

  private String notTaken(String callSid) {
    return messages
        .elsewhere()
        .map(url -> said(callSid, "elsewhere", Twiml.redirect(url.toString(), Duration.ZERO)))
        .orElseGet(() -> said(callSid, "busy", messages.beforeHangUp(messages.busy())));
  }

  private String said(String callSid, String answer, String twiml) {
    meters.webhook(answer);
    log.atInfo().addKeyValue("call", callSid).addKeyValue("answer", answer).log("webhook answered");
    return twiml;
  }

  /** What follows the question mark; empty if it cannot be decoded. */
  private static Optional<FormFields> query(Request request) {
    int query = request.target().indexOf('?');
    try {
      return Optional.of(FormFields.parse(query < 0 ? "" : request.target().substring(query + 1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
