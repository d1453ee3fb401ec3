// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.fuzz.Fuzz;
import dev.trunkline.fuzz.Mutator;
import dev.trunkline.gateway.twilio.webhook.Signing;
import java.io.StringReader;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** Broken webhook requests. */
@Tag("fuzz")
class HostileFormsTest {
  private static final String TYPE = "application/x-www-form-urlencoded";
  private static final Map<String, String> FIELDS =
      Map.of("CallSid", "CA1", "From", "+14155550100", "To", "+15005550006");
  private static final String FORM =
      "CallSid=CA1&From=%2B14155550100&To=%2B15005550006&CallStatus=ringing&Direction=inbound";
  private static final String STATUS =
      "CallSid=CA1&StreamSid=MZ1&StreamEvent=stream-error&StreamError=x&CallStatus=completed";
  private static final List<String> TARGETS =
      List.of("/twiml", "/status", "/twiml?resume=1&issued=1795300006339", "/twiml?detour=1");
  private static final List<String> TYPES =
      List.of(TYPE, TYPE, TYPE + "; charset=UTF-8", TYPE + "; charset=x", "application/json", "x");

  /** Answered, or rejected as a client error. */
  private static final Set<Integer> ORDERLY = Set.of(0, 200, 204, 400, 403, 404, 405, 413, 414);

  @Test
  @DisplayName("every broken form is answered or rejected, and another call continues")
  void brokenFormsGetAnOrderlyStatus() throws Exception {
    Map<String, String> settings = Map.of("TWILIO_AUTH_TOKEN", "", "GATEWAY_MAX_CALLS", "100000");
    try (var gateway = new GatewayFixture(settings);
        var http = new RawHttp(gateway.port())) {
      TwilioMediaClient neighbour = gateway.call("CAneighbour", "MZneighbour");
      gateway.log.takeCall(CallStarted.class);
      int[] answered = new int[1];

      Fuzz.cases((number, mutator) -> {
        String target = target(mutator);
        byte[] body = mutator.bytes((target.contains("status") ? STATUS : FORM).getBytes(UTF_8));
        RawHttp.Answer answer = http.post(target, mutator.pick(TYPES), body, "");
        assertThat(answer.status()).as(target).isIn(ORDERLY);
        if (answer.status() == 200) {
          assertThat(root(answer.body())).isEqualTo("Response");
          answered[0]++;
        }
      });

      assertThat(answered[0]).isBetween(Fuzz.CASES / 10, Fuzz.CASES * 9 / 10);
      neighbour.media(new byte[160]);
      assertThat(gateway.log.takeFrame().callSid()).isEqualTo("CAneighbour");
      assertThat(gateway.server.sessions()).isEqualTo(1);
    }
  }

  @Test
  void alteredFormFailsTheSignatureCheck() throws Exception {
    try (var gateway = new GatewayFixture(Map.of());
        var http = new RawHttp(gateway.port())) {
      String url = "http://localhost:" + gateway.port() + "/twiml";
      String form = "CallSid=CA1&From=%2B14155550100&To=%2B15005550006";
      String good = Signing.sign(GatewayFixture.TOKEN, url, FIELDS);
      int[] taken = new int[1];

      Fuzz.cases((number, mutator) -> {
        boolean signatureBroken = mutator.oneIn(3);
        String signature = signatureBroken ? mutator.text(good).replaceAll("[^!-~]", "") : good;
        byte[] body = mutator.bytes(form.getBytes(UTF_8));
        RawHttp.Answer answer =
            http.post("/twiml", TYPE, body, "X-Twilio-Signature: " + signature + "\r\n");
        if (answer.status() == 200) {
          taken[0]++;
          assertThat(signature).isEqualTo(good);
          // Twilio signs names and values without separators.
          assertThat(signed(fields(new String(body, UTF_8)))).isEqualTo(signed(FIELDS.entrySet()));
        } else {
          assertThat(answer.status()).isIn(0, 400, 403, 431);
        }
      });

      assertThat(taken[0]).isBetween(Fuzz.CASES / 100, Fuzz.CASES / 2);
    }
  }

  private static String root(String twiml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(twiml)))
        .getDocumentElement()
        .getNodeName();
  }

  private static String target(Mutator mutator) {
    String target = mutator.pick(TARGETS);
    int query = target.indexOf('?');
    if (query < 0) {
      return target;
    }
    String broken = mutator.text(target.substring(query + 1)).replaceAll("[^!-~]", "%zz");
    return target.substring(0, query + 1) + broken.replace("#", "");
  }

  private static Set<Map.Entry<String, String>> fields(String body) {
    return java.util.Arrays.stream(body.split("&"))
        .filter(pair -> !pair.isEmpty())
        .map(pair -> pair.split("=", 2))
        .map(pair -> Map.entry(decoded(pair[0]), pair.length < 2 ? "" : decoded(pair[1])))
        .collect(java.util.stream.Collectors.toSet());
  }

  private static String signed(Set<Map.Entry<String, String>> fields) {
    return fields.stream()
        .map(field -> field.getKey() + field.getValue())
        .sorted()
        .collect(java.util.stream.Collectors.joining());
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, UTF_8);
  }
}
