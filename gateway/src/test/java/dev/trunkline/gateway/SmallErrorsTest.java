// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.gateway.twilio.webhook.Signing;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stranger or an untold proxy does wrong stays small. */
class SmallErrorsTest {
  private static final Map<String, String> FORM =
      Map.of("CallSid", GatewayFixture.CALL, "From", "+14155550100", "To", "+15005550006");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked\r\n\r\nZZ\r\n",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nabc",
        "Transfer-Encoding: chunked\r\n\r\n-1\r\n",
        "Content-Length: 100\r\n\r\nCallSid=CA1",
      })
  void aBrokenBodyIsABadRequest(String rest) throws IOException {
    try (var gateway = new GatewayFixture(Map.of());
        var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      String head =
          String.join(
              "\r\n",
              "POST /twiml HTTP/1.1",
              "Host: localhost",
              "Content-Type: application/x-www-form-urlencoded",
              rest);
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(head.getBytes(ISO_8859_1));
      socket.shutdownOutput();
      String status =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1)).readLine();

      assertThat(status == null ? "closed" : status).doesNotContain(" 500 ");
      assertThat(status == null ? "HTTP/1.1 400" : status).startsWith("HTTP/1.1 400");
    }
  }

  @Test
  void theSignatureTellsThatAProxyEndedTls() throws Exception {
    try (var gateway = new GatewayFixture(Map.of())) {
      String path = "localhost:" + gateway.port() + "/twiml";
      String signature = Signing.sign(GatewayFixture.TOKEN, "https://" + path, FORM);
      try (Response response = gateway.ask("http://" + path, FORM, signature)) {
        assertThat(response.code()).isEqualTo(200);
        assertThat(response.body().string())
            .contains("wss://localhost:" + gateway.port() + "/media")
            .contains("https://localhost:" + gateway.port() + "/twiml")
            .doesNotContain("http://")
            .doesNotContain("ws://");
      }
    }
  }

  @Test
  void withoutTlsNothingPretendsToHaveIt() throws Exception {
    try (var gateway = new GatewayFixture(Map.of());
        Response response = gateway.ask("/twiml", FORM)) {
      assertThat(response.body().string()).contains("\"ws://localhost").doesNotContain("wss://");
    }
  }
}
