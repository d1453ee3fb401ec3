// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.rest;

import static dev.trunkline.simulator.telephone.GatewayDouble.response;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.simulator.telephone.CallRequest;
import dev.trunkline.simulator.telephone.Callee;
import dev.trunkline.simulator.telephone.GatewayDouble;
import dev.trunkline.simulator.telephone.PhoneCall;
import dev.trunkline.simulator.telephone.Phones;
import dev.trunkline.simulator.telephone.Telephone;
import dev.trunkline.simulator.telephone.webhook.CallStatus;
import io.javalin.Javalin;
import java.io.IOException;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import okhttp3.Credentials;
import okhttp3.FormBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TwilioRestTest {
  private static final int WAIT_MS = 20_000;

  private final GatewayDouble gateway = new GatewayDouble();
  private final Telephone telephone = Phones.telephone("SIM_TELEPHONE_CALLS_PER_SECOND", "100");
  private final TwilioRest rest = new TwilioRest(telephone);
  private final Javalin server = rest.start(0);
  private final OkHttpClient http = new OkHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final String account = telephone.settings().accountSid();

  @AfterEach
  void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
    server.stop();
    telephone.close();
    gateway.close();
  }

  @Test
  void completingACallStopsItsStream() throws Exception {
    PhoneCall call = call();
    Answer answer = post("/Calls/" + call.sid() + ".json", "Status", "completed");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("sid").textValue()).isEqualTo(call.sid());
    gateway.message("stop");
    assertThat(gateway.next(gateway.closings).code()).isEqualTo(1000);
    assertThat(call.awaitEnd(WAIT_MS)).isEqualTo(CallStatus.COMPLETED);
    assertThat(get("/Calls/" + call.sid() + ".json").body().path("status").textValue())
        .isEqualTo("completed");
  }

  @Test
  void newTwimlStopsTheStreamAndRunsInPlaceOfTheOldDocument() throws Exception {
    gateway.answer("twiml", request -> gateway.connect("<Redirect>/old</Redirect>"));
    gateway.answer("new", request -> response("<Hangup/>"));
    PhoneCall call = call();
    Answer answer =
        post(
            "/Calls/" + call.sid() + ".json",
            "Twiml",
            response("<Say>one moment</Say><Redirect>" + gateway.url("/new") + "</Redirect>"));

    assertThat(answer.status()).isEqualTo(200);
    gateway.message("stop");
    gateway.request("new");
    call.awaitEnd(WAIT_MS);
    assertThat(gateway.requests).isEmpty();
    assertThat(call.debugger()).isEmpty();
  }

  @Test
  void aNewUrlIsFetchedWithTheCallsFields() throws Exception {
    gateway.answer("new", request -> response("<Hangup/>"));
    PhoneCall call = call();
    post("/Calls/" + call.sid() + ".json", "Url", gateway.url("/new?x=1").toString());

    assertThat(gateway.request("new").fields())
        .containsEntry("CallSid", call.sid())
        .containsEntry("CallStatus", "in-progress")
        .containsEntry("x", "1");
  }

  @Test
  void aCallThatIsOverCannotBeSteered() throws Exception {
    PhoneCall call = call();
    call.hangUp();
    call.awaitEnd(WAIT_MS);
    Answer answer = post("/Calls/" + call.sid() + ".json", "Status", "completed");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body())
        .hasToString(
            "{\"code\":21220,\"message\":\"Call is not in-progress. Cannot redirect.\","
                + "\"more_info\":\"https://www.twilio.com/docs/errors/21220\",\"status\":400}");
  }

  @Test
  void anUnknownCallIsNotFound() throws Exception {
    String path = "/Calls/CA00000000000000000000000000000009.json";
    Answer answer = post(path, "Status", "completed");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body())
        .hasToString(
            "{\"code\":20404,\"message\":\"The requested resource /2010-04-01/Accounts/"
                + account
                + path
                + " was not found\",\"more_info\":"
                + "\"https://www.twilio.com/docs/errors/20404\",\"status\":404}");
  }

  @Test
  void withoutTheRightTokenNothingIsTold() throws Exception {
    Answer answer =
        send(
            new Request.Builder().url(url("/Calls/CA1.json")).get(),
            Credentials.basic(account, "wrong"));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body().path("code").intValue()).isEqualTo(20003);
  }

  @Test
  void errorsCanBePutInTheWay() throws Exception {
    PhoneCall call = call();
    rest.faults().next(RestFaults.Fault.of(429), 1);
    rest.faults().next(new RestFaults.Fault(503, OptionalInt.of(3), false), 1);
    String path = "/Calls/" + call.sid() + ".json";

    Answer throttled = post(path, "Status", "completed");
    assertThat(throttled.status()).isEqualTo(429);
    assertThat(throttled.body().path("code").intValue()).isEqualTo(20429);
    Answer broken = post(path, "Status", "completed");
    assertThat(broken.status()).isEqualTo(503);
    assertThat(broken.retryAfter()).isEqualTo("3");
    assertThat(call.status()).isEqualTo(CallStatus.IN_PROGRESS);
    assertThat(post(path, "Status", "completed").status()).isEqualTo(200);
  }

  @Test
  void anOutgoingCallIsQueuedAndAsksForTwimlWhenItIsAnswered() throws Exception {
    gateway.answer("out", request -> response("<Hangup/>"));
    Answer answer =
        post(
            "/Calls.json",
            "To",
            "+15005550009",
            "From",
            "+15005550006",
            "Url",
            gateway.url("/out").toString(),
            "StatusCallback",
            gateway.url("/status").toString(),
            "StatusCallbackEvent",
            "initiated",
            "StatusCallbackEvent",
            "answered",
            "StatusCallbackEvent",
            "completed");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.body().path("status").textValue()).isEqualTo("queued");
    assertThat(answer.body().path("direction").textValue()).isEqualTo("outbound-api");
    assertThat(answer.body().path("duration").isNull()).isTrue();
    Set<String> arrived = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      GatewayDouble.Request request = gateway.next(gateway.requests);
      arrived.add(request.path() + " " + request.fields().get("CallStatus"));
    }
    assertThat(arrived)
        .containsExactlyInAnyOrder(
            "status initiated", "out in-progress", "status in-progress", "status completed");
  }

  @Test
  void anOutgoingCallMayGoUnanswered() throws Exception {
    telephone.callee(number -> Callee.Pickup.fails(CallStatus.NO_ANSWER));
    post(
        "/Calls.json",
        "To",
        "+15005550009",
        "From",
        "+15005550006",
        "Twiml",
        response("<Hangup/>"),
        "StatusCallback",
        gateway.url("/status").toString());

    assertThat(gateway.request("status").fields()).containsEntry("CallStatus", "no-answer");
  }

  @Test
  void whatACallNeedsMustBeThere() throws Exception {
    assertThat(post("/Calls.json", "From", "+1").body().path("code").intValue()).isEqualTo(21201);
    assertThat(post("/Calls.json", "To", "+1").body().path("code").intValue()).isEqualTo(21213);
    Answer nonsense = post("/Calls.json", "To", "+1", "From", "+2", "Url", "nonsense");
    assertThat(nonsense.body().path("code").intValue()).isEqualTo(21205);
  }

  private record Answer(int status, JsonNode body, @Nullable String retryAfter) {}

  private PhoneCall call() throws Exception {
    PhoneCall call = telephone.call(CallRequest.inbound(gateway.url("/twiml")));
    gateway.request("twiml");
    gateway.message("start");
    return call;
  }

  private Answer get(String path) throws IOException {
    return send(
        new Request.Builder().url(url(path)).get(), Credentials.basic(account, Phones.TOKEN));
  }

  private Answer post(String path, String... fields) throws IOException {
    var form = new FormBody.Builder();
    for (int i = 0; i < fields.length; i += 2) {
      form.add(fields[i], fields[i + 1]);
    }
    return send(
        new Request.Builder().url(url(path)).post(form.build()),
        Credentials.basic(account, Phones.TOKEN));
  }

  private Answer send(Request.Builder request, String credentials) throws IOException {
    try (Response response =
        http.newCall(request.header("Authorization", credentials).build()).execute()) {
      String text = response.body().string();
      JsonNode body = text.startsWith("{") ? json.readTree(text) : json.createObjectNode();
      return new Answer(response.code(), body, response.header("Retry-After"));
    }
  }

  private String url(String path) {
    return "http://localhost:" + server.port() + "/2010-04-01/Accounts/" + account + path;
  }
}
