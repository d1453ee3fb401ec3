// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.gateway.twilio.webhook.Signing;
import dev.trunkline.runtime.settings.InvalidSetting;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okhttp3.Request;
import okhttp3.Response;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class WebhookTest {
  @Test
  void signedRequestGetsAStreamAndAContinuation() throws Exception {
    try (var gateway = new GatewayFixture(Map.of())) {
      Element twiml = gateway.twiml("/twiml", GatewayFixture.CALL);

      Element stream = (Element) twiml.getElementsByTagName("Stream").item(0);
      assertThat(stream.getAttribute("url"))
          .isEqualTo("ws://localhost:" + gateway.port() + "/media");
      assertThat(twiml.getLastChild().getNodeName()).isEqualTo("Redirect");
      assertThat(twiml.getLastChild().getTextContent())
          .startsWith("http://localhost:" + gateway.port() + "/twiml?resume=1&issued=");
    }
  }

  @Test
  void continuationAndStatusUrlsHaveConnectionOverrides() throws Exception {
    try (var gateway = new GatewayFixture(Map.of())) {
      Element twiml = gateway.twiml("/twiml", GatewayFixture.CALL);
      Element stream = (Element) twiml.getElementsByTagName("Stream").item(0);

      String retries = "#rc=3&rp=ct,rt,5xx&ct=2000&rt=3000";
      assertThat(twiml.getLastChild().getTextContent()).endsWith(retries);
      assertThat(stream.getAttribute("statusCallback")).endsWith("/status" + retries);
    }
  }

  @Test
  @DisplayName("Of a call that we make, the number it comes from is ours")
  void directionDecidesWhichNumberIsOurs() throws Exception {
    assertThat(parties("inbound")).containsExactly("+14155550100", "+15005550006");
    assertThat(parties("outbound-api")).containsExactly("+15005550006", "+14155550100");
    assertThat(parties("outbound-dial")).containsExactly("+15005550006", "+14155550100");
    assertThat(parties("")).containsExactly("+14155550100", "+15005550006");
  }

  /** The number at the other end, and ours. */
  private static List<String> parties(String direction) throws Exception {
    var form =
        Map.of(
            "CallSid", "CA1", "From", "+14155550100", "To", "+15005550006", "Direction", direction);
    try (var gateway = new GatewayFixture(Map.of());
        Response response = gateway.ask("/twiml", form)) {
      String twiml = response.body().string();
      return List.of(parameter(twiml, "from"), parameter(twiml, "to"));
    }
  }

  private static String parameter(String twiml, String name) {
    return twiml.replaceFirst("(?s).*<Parameter name=\"" + name + "\" value=\"([^\"]*)\".*", "$1");
  }

  @Test
  void configuredUrlsTakePrecedence() throws Exception {
    var settings = Map.of("TWILIO_STREAM_URL", "wss://voice.example.com/media");
    try (var gateway = new GatewayFixture(settings);
        Response response = askAs(gateway, "https://voice.example.com/twiml")) {
      String twiml = response.body().string();

      assertThat(response.code()).isEqualTo(200);
      assertThat(twiml).contains("url=\"wss://voice.example.com/media\"");
      assertThat(twiml).contains(">https://voice.example.com/twiml?resume=1&amp;issued=");
    }
  }

  @Test
  void streamIsSecureBehindATlsProxy() throws Exception {
    try (var gateway = new GatewayFixture(Map.of("TWILIO_AUTH_TOKEN", ""))) {
      var request =
          new Request.Builder()
              .url("http://localhost:" + gateway.port() + "/twiml")
              .header("X-Forwarded-Proto", "https")
              .header("Host", "abc.example.com")
              .post(new okhttp3.FormBody.Builder().add("CallSid", "CA1").build())
              .build();
      try (Response response = gateway.client.newCall(request).execute()) {
        assertThat(response.body().string()).contains("url=\"wss://abc.example.com/media\"");
      }
    }
  }

  @Test
  void wrongSignatureIsRejectedWithoutDetails() throws Exception {
    try (var gateway = new GatewayFixture(Map.of());
        Response response = askAs(gateway, "https://other.example.com/twiml")) {
      assertThat(response.code()).isEqualTo(403);
      assertThat(response.body().string()).isEmpty();
      assertThat(gateway.count("trunkline.gateway.webhooks", "answer", "refused")).isEqualTo(1);
    }
  }

  @Test
  void requestWithoutCallSidIsInvalid() throws Exception {
    try (var gateway = new GatewayFixture(Map.of());
        Response response = gateway.ask("/twiml", Map.of("From", "+1"))) {
      assertThat(response.code()).isEqualTo(400);
    }
  }

  @Test
  void tooLargeFormIsRejected() throws Exception {
    try (var gateway = new GatewayFixture(Map.of());
        Response response = gateway.ask("/twiml", Map.of("CallSid", "C".repeat(70_000)))) {
      assertThat(response.code()).isEqualTo(413);
    }
  }

  @Test
  void callBeyondTheLimitHearsTheBusyMessage() throws Exception {
    var settings =
        new HashMap<>(
            GatewayFixture.assistants(
                "twilioVoice: {busy: Bitte später., language: de-DE, voice: Polly.Vicki-Neural}"));
    settings.put("GATEWAY_MAX_CALLS", "1");
    try (var gateway = new GatewayFixture(settings)) {
      TwilioMediaClient telephone = gateway.call("CA1", "MZ1");
      gateway.log.takeCall(CallStarted.class);

      Element busy = gateway.twiml("/twiml", "CA2");
      Element resumed =
          gateway.twiml("/twiml?resume=1&issued=" + System.currentTimeMillis(), "CA3");

      assertThat(busy.getTextContent()).isEqualTo("Bitte später.");
      Element say = (Element) busy.getFirstChild();
      assertThat(say.getAttribute("language")).isEqualTo("de-DE");
      assertThat(say.getAttribute("voice")).isEqualTo("Polly.Vicki-Neural");
      assertThat(busy.getLastChild().getNodeName()).isEqualTo("Hangup");
      assertThat(resumed.getElementsByTagName("Stream").getLength()).isEqualTo(1);
      telephone.breakOff();
    }
  }

  @Test
  void callThatKeepsLosingItsStreamHearsAnApology() throws Exception {
    try (var gateway =
        new GatewayFixture(GatewayFixture.assistants("twilioVoice: {apology: Sorry.}"))) {
      String target = "/twiml";
      for (int attempt = 1; attempt <= 6; attempt++) {
        Element redirect = (Element) gateway.twiml(target, "CA1").getLastChild();
        assertThat(redirect.getNodeName()).isEqualTo("Redirect");
        target = redirect.getTextContent().replaceFirst("^http://[^/]*", "");
        assertThat(target).startsWith("/twiml?resume=" + attempt);
      }

      assertThat(gateway.twiml(target, "CA1").getTextContent()).isEqualTo("Sorry.");
    }
  }

  @Test
  void drainingGatewayAdmitsNoCalls() throws Exception {
    try (var gateway = new GatewayFixture(Map.of())) {
      gateway.server.stopAdmitting();
      Map<String, String> form = Map.of("CallSid", "CA1");

      try (Response response = gateway.ask("/twiml", form)) {
        assertThat(response.header("Connection"))
            .as("so that the next request can reach another gateway")
            .isEqualTo("close");
      }
      Element again = gateway.twiml("/twiml", "CA1");
      assertThat(again.getTextContent()).contains("/twiml?detour=1#");
      assertThat(gateway.twiml("/twiml?detour=3", "CA1").getElementsByTagName("Say").getLength())
          .as("there is no other")
          .isEqualTo(1);
    }
  }

  @Test
  void healthAndMetricsAreServed() throws Exception {
    try (var gateway = new GatewayFixture(Map.of())) {
      assertThat(get(gateway, "/health")).isEqualTo("{\"status\":\"ready\",\"sessions\":0}");
      assertThat(get(gateway, "/health/live")).contains("ready");
      assertThat(get(gateway, "/metrics"))
          .contains("trunkline_calls_active{stage=\"gateway\"} 0.0");
    }
  }

  @Test
  void portInUseIsReportedAsInvalidSetting() {
    try (var gateway = new GatewayFixture(Map.of())) {
      String port = String.valueOf(gateway.port());

      Assertions.assertThatThrownBy(() -> new GatewayFixture(Map.of("PORT", port)))
          .isInstanceOf(InvalidSetting.class)
          .hasMessageContaining("PORT names port " + port + ", which is in use");
    }
  }

  @Test
  void urlWithTheWrongSchemeIsAnInvalidSetting() {
    Assertions.assertThatThrownBy(
            () -> new GatewayFixture(Map.of("TWILIO_STREAM_URL", "https://voice.example.com")))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("TWILIO_STREAM_URL has the wrong scheme");
  }

  @Test
  void malformedLanguageIsAnInvalidSetting() throws IOException {
    var german = GatewayFixture.assistants("twilioVoice: {language: German}");
    Assertions.assertThatThrownBy(() -> new GatewayFixture(german))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("language is not valid; use a code that Twilio has");
  }

  private static Response askAs(GatewayFixture gateway, String signedUrl) throws IOException {
    Map<String, String> form = Map.of("CallSid", "CA1");
    String signature = Signing.sign(GatewayFixture.TOKEN, signedUrl, form);
    return gateway.ask("http://localhost:" + gateway.port() + "/twiml", form, signature);
  }

  private static String get(GatewayFixture gateway, String path) throws IOException {
    var request = new Request.Builder().url("http://localhost:" + gateway.port() + path).build();
    try (Response response = gateway.client.newCall(request).execute()) {
      assertThat(response.code()).isEqualTo(200);
      return response.body().string();
    }
  }
}
