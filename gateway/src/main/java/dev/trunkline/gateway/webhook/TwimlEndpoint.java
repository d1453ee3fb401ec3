package dev.trunkline.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.gateway.metrics.GatewayMeters;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /twiml}: Twilio asks what to do with a call. Answers without touching Kafka, from any
 * thread.
 */
public final class TwimlEndpoint {
  private static final Logger log = LoggerFactory.getLogger(TwimlEndpoint.class);

  /** What the endpoint says in words. */
  public record Messages(String busy, String apology) {}

  private final SignatureCheck signatures;
  private final PublicUrls urls;
  private final StreamTokens tokens;
  private final Admission admission;
  private final Predicate<String> endedOnPurpose;
  private final Messages messages;
  private final InstantSource clock;
  private final GatewayMeters meters;

  /**
   * @param endedOnPurpose true for the {@code CallSid} of a call that we have hung up
   */
  public TwimlEndpoint(
      SignatureCheck signatures,
      PublicUrls urls,
      StreamTokens tokens,
      Admission admission,
      Predicate<String> endedOnPurpose,
      Messages messages,
      InstantSource clock,
      GatewayMeters meters) {
    this.signatures = signatures;
    this.urls = urls;
    this.tokens = tokens;
    this.admission = admission;
    this.endedOnPurpose = endedOnPurpose;
    this.messages = messages;
    this.clock = clock;
    this.meters = meters;
  }

  /** Answers a webhook request. */
  public void handle(Context http) {
    Request request = Request.of(http.req());
    Optional<FormFields> form = readSigned(http, request);
    if (form.isEmpty()) {
      meters.webhook("refused");
      http.status(403);
      return;
    }
    Optional<String> callSid = form.get().first("CallSid").filter(sid -> sid.matches("\\w{1,64}"));
    if (callSid.isEmpty()) {
      meters.webhook("invalid");
      http.status(400);
      return;
    }
    http.contentType(Twiml.CONTENT_TYPE).result(answer(request, form.get(), callSid.get()));
  }

  /** The form, if Twilio sent it. */
  private Optional<FormFields> readSigned(Context http, Request request) {
    byte[] body = http.bodyAsBytes();
    String type = String.valueOf(http.contentType()).toLowerCase(Locale.ROOT);
    try {
      if (!type.startsWith("application/x-www-form-urlencoded")) {
        return signatures.acceptsBody(request, body)
            ? Optional.of(FormFields.parse(""))
            : Optional.empty();
      }
      FormFields form = FormFields.parse(new String(body, UTF_8));
      return Optional.of(form).filter(f -> signatures.acceptsForm(request, f));
    } catch (IllegalArgumentException e) {
      log.atDebug().setCause(e).log("form cannot be decoded");
      return Optional.empty();
    }
  }

  private String answer(Request request, FormFields form, String callSid) {
    long nowMs = clock.millis();
    Optional<Continuation> continuation = continuation(request);
    int attempt = continuation.map(c -> c.attemptAt(nowMs)).orElse(0);
    if (continuation.isPresent() && endedOnPurpose.test(callSid)) {
      return said(callSid, "hang-up", Twiml.hangUp());
    }
    if (attempt > Continuation.MOST_ATTEMPTS) {
      return said(callSid, "apology", Twiml.sayAndHangUp(messages.apology()));
    }
    // A call that comes back is being answered already: it is never turned away for lack of room.
    boolean admitted = continuation.isPresent() ? admission.isOpen() : admission.admit(callSid);
    if (!admitted) {
      return said(callSid, "busy", Twiml.sayAndHangUp(messages.busy()));
    }
    var ticket =
        new StreamTicket(
            callSid,
            form.first("From").orElse(""),
            form.first("To").orElse(""),
            continuation.isPresent());
    String next = urls.webhook(request) + new Continuation(attempt + 1, nowMs).query();
    return said(
        callSid,
        continuation.isPresent() ? "resume" : "stream",
        Twiml.connect(urls.stream(request), tokens.issue(ticket), next));
  }

  private String said(String callSid, String answer, String twiml) {
    meters.webhook(answer);
    log.atInfo().addKeyValue("call", callSid).addKeyValue("answer", answer).log("webhook answered");
    return twiml;
  }

  private static Optional<Continuation> continuation(Request request) {
    int query = request.target().indexOf('?');
    return query < 0
        ? Optional.empty()
        : Continuation.in(FormFields.parse(request.target().substring(query + 1)));
  }
}
