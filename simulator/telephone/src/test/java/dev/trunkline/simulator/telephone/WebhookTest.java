// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import static dev.trunkline.simulator.telephone.GatewayDouble.response;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.simulator.telephone.record.LineEvent;
import dev.trunkline.simulator.telephone.webhook.CallStatus;
import dev.trunkline.simulator.telephone.webhook.Form;
import dev.trunkline.simulator.telephone.webhook.TwilioSignature;
import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookTest {
  private final MockWebServer server = new MockWebServer();
  private Telephone telephone = Phones.telephone();

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void close() {
    telephone.close();
    server.close();
  }

  @Test
  void anIncomingCallLooksAsTwiliosDo() throws Exception {
    server.enqueue(twiml("<Reject/>"));
    PhoneCall call = telephone.call(CallRequest.inbound(url("/twiml?a=1")).from("anonymous"));
    call.awaitEnd(Phones.WAIT_MS);
    RecordedRequest request = server.takeRequest();

    assertThat(request.getMethod()).isEqualTo("POST");
    assertThat(request.getTarget()).isEqualTo("/twiml?a=1");
    assertThat(request.getHeaders().get("User-Agent")).isEqualTo("TwilioProxy/1.1");
    assertThat(request.getHeaders().get("Accept")).isEqualTo("*/*");
    assertThat(request.getHeaders().get("I-Twilio-Idempotency-Token")).hasSize(36);
    assertThat(request.getHeaders().get("Content-Type"))
        .startsWith("application/x-www-form-urlencoded");
    Map<String, String> fields = fields(request);
    assertThat(fields)
        .containsEntry("CallSid", call.sid())
        .containsEntry("AccountSid", telephone.settings().accountSid())
        .containsEntry("ApiVersion", "2010-04-01")
        .containsEntry("CallStatus", "ringing")
        .containsEntry("Direction", "inbound")
        .containsEntry("From", "anonymous")
        .containsEntry("Caller", "anonymous")
        .containsEntry("To", "+15005550006")
        .containsEntry("Called", "+15005550006")
        .containsEntry("ToCountry", "US")
        .containsEntry("FromCity", "")
        .containsKey("CallToken");
    Form form = Form.empty().with(fields);
    assertThat(request.getHeaders().get("X-Twilio-Signature"))
        .isEqualTo(new TwilioSignature(Phones.TOKEN).of(url("/twiml?a=1").toString(), form));
  }

  @Test
  void aRejectedCallIsBusyOrNotAnswered() throws Exception {
    server.enqueue(twiml("<Reject reason='busy'/>"));
    server.enqueue(twiml("<Reject/>"));

    assertThat(end(CallRequest.inbound(url("/")))).isEqualTo(CallStatus.BUSY);
    assertThat(end(CallRequest.inbound(url("/")))).isEqualTo(CallStatus.NO_ANSWER);
  }

  @Test
  void whenTheWebhookFailsTheFallbackIsAskedAndToldWhy() throws Exception {
    server.enqueue(new MockResponse.Builder().code(503).build());
    server.enqueue(twiml("<Say>sorry</Say>"));
    PhoneCall call = telephone.call(CallRequest.inbound(url("/main")).fallback(url("/spare")));
    call.awaitEnd(Phones.WAIT_MS);

    assertThat(server.takeRequest().getTarget()).isEqualTo("/main");
    RecordedRequest spare = server.takeRequest();
    assertThat(spare.getTarget()).isEqualTo("/spare");
    assertThat(fields(spare))
        .containsEntry("ErrorCode", "11200")
        .containsEntry("ErrorUrl", url("/main").toString())
        .containsEntry("CallSid", call.sid());
    assertThat(Phones.codes(call)).containsExactly(11200);
    assertThat(call.recording().events()).extracting(LineEvent::detail).containsExactly("sorry");
  }

  @Test
  void aServerErrorIsNotRetriedUnlessTheUrlAsksForIt() throws Exception {
    server.enqueue(new MockResponse.Builder().code(500).build());
    server.enqueue(new MockResponse.Builder().code(500).build());
    server.enqueue(twiml("<Hangup/>"));
    assertThat(end(CallRequest.inbound(url("/once")))).isEqualTo(CallStatus.COMPLETED);
    assertThat(server.getRequestCount()).isEqualTo(1);

    PhoneCall call = telephone.call(CallRequest.inbound(url("/twice#rc=1&rp=5xx")));
    call.awaitEnd(Phones.WAIT_MS);
    assertThat(call.debugger()).isEmpty();
    var _ = server.takeRequest();
    RecordedRequest first = server.takeRequest();
    RecordedRequest second = server.takeRequest();
    assertThat(second.getHeaders().get("I-Twilio-Idempotency-Token"))
        .isEqualTo(first.getHeaders().get("I-Twilio-Idempotency-Token"));
  }

  @Test
  void aConnectionThatBreaksIsNoneThatCouldNotBeMade() throws Exception {
    var broken = new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build();
    server.enqueue(broken);
    server.enqueue(broken);
    server.enqueue(twiml("<Hangup/>"));
    PhoneCall once = telephone.call(CallRequest.inbound(oneAddress("/once")));
    once.awaitEnd(Phones.WAIT_MS);
    assertThat(Phones.codes(once)).containsExactly(11200);

    PhoneCall again = telephone.call(CallRequest.inbound(oneAddress("/again#rc=3&rp=ct,rt")));
    again.awaitEnd(Phones.WAIT_MS);
    assertThat(again.debugger()).isEmpty();
    assertThat(server.getRequestCount()).isEqualTo(3);
  }

  @Test
  void aHostThatCannotBeReachedIsAConnectionFailure() throws Exception {
    PhoneCall call = telephone.call(CallRequest.inbound(URI.create("http://localhost:1/twiml")));
    call.awaitEnd(Phones.WAIT_MS);

    assertThat(Phones.codes(call)).containsExactly(11205);
  }

  @Test
  void aWebhookThatTakesTooLongHasFailed() throws Exception {
    telephone.close();
    telephone = Phones.telephone("SIM_TELEPHONE_WEBHOOK_TIMEOUT_MS", "200");
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    PhoneCall call = telephone.call(CallRequest.inbound(url("/")));
    call.awaitEnd(Phones.WAIT_MS);

    assertThat(Phones.codes(call)).containsExactly(11200);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void answersThatAreNotTwimlAreToldApart() throws Exception {
    server.enqueue(twiml("<Say>x & y</Say>"));
    server.enqueue(answer("application/json", "{}"));
    server.enqueue(answer("text/plain", "hello"));
    server.enqueue(answer("text/html", response("<Pause length='0'/><Nonsense/>")));

    assertThat(codes(CallRequest.inbound(url("/")))).containsExactly(12100);
    assertThat(codes(CallRequest.inbound(url("/")))).containsExactly(12300);
    PhoneCall plain = telephone.call(CallRequest.inbound(url("/")));
    plain.awaitEnd(Phones.WAIT_MS);
    assertThat(plain.debugger()).isEmpty();
    assertThat(plain.recording().events().getFirst().detail()).isEqualTo("hello");
    assertThat(codes(CallRequest.inbound(url("/")))).containsExactly(12200);
  }

  @Test
  void redirectsAndCookiesAreFollowedAsABrowserDoes() throws Exception {
    server.enqueue(
        new MockResponse.Builder()
            .code(307)
            .setHeader("Location", "/other")
            .setHeader("Set-Cookie", "call=7")
            .build());
    server.enqueue(twiml("<Redirect method='GET'>next?x=1</Redirect>"));
    server.enqueue(twiml("<Hangup/>"));
    assertThat(codes(CallRequest.inbound(url("/start")))).isEmpty();

    assertThat(server.takeRequest().getHeaders().get("Cookie")).isNull();
    RecordedRequest other = server.takeRequest();
    assertThat(other.getMethod()).isEqualTo("POST");
    assertThat(other.getHeaders().get("Cookie")).isEqualTo("call=7");
    RecordedRequest next = server.takeRequest();
    assertThat(next.getMethod()).isEqualTo("GET");
    assertThat(next.getTarget()).startsWith("/next?x=1&AccountSid=");
    assertThat(next.getHeaders().get("X-Twilio-Signature"))
        .isEqualTo(new TwilioSignature(Phones.TOKEN).of(url(next.getTarget()).toString()));
  }

  @Test
  void redirectsInACircleAreGivenUp() throws Exception {
    for (int i = 0; i < 11; i++) {
      server.enqueue(new MockResponse.Builder().code(302).setHeader("Location", "/round").build());
    }
    assertThat(codes(CallRequest.inbound(url("/")))).containsExactly(11215);
    assertThat(server.getRequestCount()).isEqualTo(11);
  }

  @Test
  void theEndOfACallIsToldWithItsLength() throws Exception {
    server.enqueue(twiml("<Hangup/>"));
    server.enqueue(new MockResponse.Builder().code(204).build());
    PhoneCall call =
        telephone.call(
            CallRequest.inbound(url("/twiml"))
                .statusCallback(url("/status"), EnumSet.of(CallStatus.COMPLETED)));
    call.awaitEnd(Phones.WAIT_MS);
    var _ = server.takeRequest();
    Map<String, String> fields = fields(server.takeRequest());

    assertThat(fields)
        .containsEntry("CallStatus", "completed")
        .containsEntry("SequenceNumber", "0")
        .containsEntry("CallbackSource", "call-progress-events")
        .containsKeys("CallDuration", "Duration", "SipResponseCode");
    assertThat(fields.get("Timestamp"))
        .matches("[A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} \\d{2}:\\d{2}:\\d{2} \\+0000");
    assertThat(call.debugger()).isEmpty();
  }

  @Test
  void statusCallbacksCanBeDoubledAndComeOutOfOrder() throws Exception {
    assertThat(sequence("duplicated")).isEqualTo(List.of("0", "0", "1", "1", "2", "2", "3", "3"));
    assertThat(sequence("out_of_order")).isEqualTo(List.of("1", "0", "3", "2"));
    assertThat(sequence("in_order")).isEqualTo(List.of("0", "1", "2", "3"));
  }

  private List<String> sequence(String delivery) throws Exception {
    Set<CallStatus> all =
        EnumSet.of(
            CallStatus.INITIATED, CallStatus.RINGING, CallStatus.IN_PROGRESS, CallStatus.COMPLETED);
    try (var gateway = new GatewayDouble();
        var phone = Phones.telephone("SIM_TELEPHONE_CALLBACKS", delivery)) {
      CallRequest request =
          CallRequest.inbound(url("/unused")).statusCallback(gateway.url("/status"), all);
      phone
          .call(
              new CallRequest(
                  request.webhook(),
                  request.method(),
                  java.util.Optional.of(response("<Pause length='0'/>")),
                  request.from(),
                  request.to(),
                  true,
                  request.fallback(),
                  request.statusCallback(),
                  request.statusEvents(),
                  Map.of(),
                  java.util.Optional.empty()))
          .awaitEnd(Phones.WAIT_MS);
      return gateway.requests.stream()
          .map(callback -> String.valueOf(callback.fields().get("SequenceNumber")))
          .toList();
    }
  }

  private CallStatus end(CallRequest request) throws Exception {
    return telephone.call(request).awaitEnd(Phones.WAIT_MS);
  }

  private List<Integer> codes(CallRequest request) throws Exception {
    PhoneCall call = telephone.call(request);
    call.awaitEnd(Phones.WAIT_MS);
    return Phones.codes(call);
  }

  private URI url(String target) {
    return URI.create("http://localhost:" + server.getPort() + target);
  }

  /** A host with several is tried at each of them by the client itself. */
  private URI oneAddress(String target) {
    return URI.create("http://127.0.0.1:" + server.getPort() + target);
  }

  private static MockResponse twiml(String verbs) {
    return answer("text/xml; charset=utf-8", response(verbs));
  }

  private static MockResponse answer(String type, String body) {
    return new MockResponse.Builder().setHeader("Content-Type", type).body(body).build();
  }

  private static Map<String, String> fields(RecordedRequest request) {
    Map<String, String> fields = new HashMap<>();
    okio.ByteString body = request.getBody();
    String form = body == null ? "" : body.utf8();
    for (String pair : form.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      fields.put(
          parts[0], java.net.URLDecoder.decode(parts[1], java.nio.charset.StandardCharsets.UTF_8));
    }
    return fields;
  }
}
