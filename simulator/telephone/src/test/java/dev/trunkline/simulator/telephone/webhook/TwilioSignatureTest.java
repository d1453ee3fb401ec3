// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against signatures made with Twilio's own libraries. */
class TwilioSignatureTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final String VOICE = "https://voice.example.com/twilio/voice";
  private static final String CALL = "CA00000000000000000000000000000001";

  private final TwilioSignature signature = new TwilioSignature(TOKEN);

  @Test
  void twiliosPublishedExample() {
    Form form =
        form(
            "CallSid=CA1234567890ABCDE&Caller=%2B14158675310&Digits=1234"
                + "&From=%2B14158675310&To=%2B18005551212");

    assertThat(new TwilioSignature("12345").of("https://example.com/myapp.php?foo=1&bar=2", form))
        .isEqualTo("L/OH5YylLD5NRKLltdqwSvS0BnU=");
  }

  @Test
  void anIncomingCallWithEmptyValues() {
    Form form =
        form(
            "AccountSid=AC00000000000000000000000000000001&ApiVersion=2010-04-01&CallSid="
                + CALL
                + "&CallStatus=ringing&CallToken=%257B%2522parentCallInfoToken%2522%253A%2522abc"
                + "%2522%257D&Called=%2B15005550006&CalledCity=&CalledCountry=US&CalledState=CA"
                + "&CalledZip=&Caller=%2B14155550100&CallerCity=SAN%20FRANCISCO&CallerCountry=US"
                + "&CallerState=CA&CallerZip=94105&Direction=inbound&From=%2B14155550100"
                + "&FromCity=SAN%20FRANCISCO&FromCountry=US&FromState=CA&FromZip=94105"
                + "&StirVerstat=TN-Validation-Passed-A&To=%2B15005550006&ToCity=&ToCountry=US"
                + "&ToState=CA&ToZip=");

    assertThat(signature.of(VOICE, form)).isEqualTo("e8h/5wgHeUSUdojEyn0NjuwKbPI=");
  }

  @Test
  void aCallersNameInManyScripts() {
    Form form =
        form(
            "CallSid="
                + CALL
                + "&CallerName=Zo%C3%AB%20M%C3%BCller%20%E5%B1%B1%E7%94%B0%20"
                + "%F0%9F%98%80&From=%2B14155550100&To=%2B15005550006");

    assertThat(signature.of(VOICE, form)).isEqualTo("JdlFhzUJNBwrhEPIeWCJqsVpLH8=");
  }

  @Test
  void aStreamsErrorCallback() {
    Form form =
        form(
            "AccountSid=AC00000000000000000000000000000001&CallSid="
                + CALL
                + "&StreamEvent=stream-error&StreamError=Stream%20-%20WebSocket%20-%20Handshake"
                + "%20Error&StreamName=MZ00000000000000000000000000000001&StreamSid="
                + "MZ00000000000000000000000000000001"
                + "&Timestamp=2026-01-02T03%3A04%3A05.678901234Z");

    assertThat(signature.of("https://voice.example.com/twilio/stream-status", form))
        .isEqualTo("3TVjLl3ObZ0JlrSP/QH0u6BNrzY=");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "CallSid=CA00000000000000000000000000000001&MediaUrl=b&MediaUrl=a&MediaUrl=b"
            + "&To=%2B15005550006 2vvBLU2y1/RZBVECOGbCBMWcoHw=",
        "b=2&B=1&a=3&_x=4&A0=5 J6+3VyzUO5sXF9UPnIXbwLj/hoE=",
        "SpeechResult=%20%20hello%20%20&CallSid=CA1 o69qehXlWSWDYBqGRWBR1+FlNYw=",
        "CallSid=CA1 6CPAn4ndE421qwkiptsAMXa2rYE=",
      })
  void fieldsAreSortedAndJoined(String body, String expected) {
    assertThat(signature.of(VOICE, form(body))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "https://voice.example.com/twilio/voice Am8HzyKCyLgocJlxJ46ij2Y1WTk=",
        "https://voice.example.com/twilio/voice?CallSid=CA1&From=%2B14155550100"
            + " yjYnBREUuKPRYr+SZ3qRDRY5Xw8=",
        "https://voice.example.com/hook?foo=1&bodySHA256=6bab9068f4931941a7df029fa10d964c3adb60415d"
            + "05476afaa877aba0ac9212 LeUeWYhMtaQMuIkc7U6JsAgoTNA=",
        "wss://voice.example.com/twilio/media 3Wv0T80qzAY3OCARW9y1gnUJZtE=",
        "wss://voice.example.com/twilio/media/ emydRDSHhLvuug6wCkjTHD/G0T0=",
        "https://voice.example.com/twilio/media 3T4ShCTJZ08o+v3LKmVwwJswU58=",
        "wss://voice.example.com:443/twilio/media njB9LrB2K0cXMSmpQuCSQVNwT7E=",
        "wss://voice.example.com LTNc5OeQVPZL6E2Birj6O1bpaMc=",
        "wss://voice.example.com/ mdZ0WZCJ6GoYsAcIGYax9h4blE4=",
        "wss://voice.example.com:8443/twilio/media lGOW0VWrODxt6kxsUCV0Xm0kZ1s=",
        "wss://voice.example.com:80/twilio/media jwYsltCV5fGdvzL3VZ/AMaZP8Cw=",
      })
  void withoutAFormOnlyTheUrlCounts(String url, String expected) {
    assertThat(signature.of(url)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "https://voice.example.com:8443/twilio/voice h0/Th6US9WlFOzK8YodQXmOuy1M=",
        "https://voice.example.com:443/twilio/voice j3WqWCQ/O0TAcaxp+OWp1j92jyQ=",
        "https://voice.example.com/twilio/voice?x=a%2Bb llE1XDrAJ5flysCdRWNPOuaJXTQ=",
        "https://Voice.Example.com/twilio/voice h/2j3edBdGeCZsb1oZvhleQ99v4=",
      })
  void theUrlIsSignedAsItIs(String url, String expected) {
    assertThat(signature.of(url, form("CallSid=CA1"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "https://u:p@h.example:8443/p?x=a%2Bb#rc=2, https://h.example/p?x=a%2Bb",
    "http://u:p@h.example:8080/p, http://h.example:8080/p",
  })
  void overHttpsThePortIsNotSignedAndTheUserNever(URI url, String signed) {
    assertThat(SignedUrl.ofWebhook(url)).isEqualTo(signed);
  }

  @Test
  void aStreamsHandshakeMayBeSignedWithASlash() {
    URI url = URI.create("ws://h:8080/media");

    assertThat(SignedUrl.ofStream(url, true, false)).isEqualTo("wss://h:8080/media");
    assertThat(SignedUrl.ofStream(url, true, true)).isEqualTo("wss://h:8080/media/");
    assertThat(SignedUrl.ofStream(url, false, false)).isEqualTo("ws://h:8080/media");
    assertThat(SignedUrl.ofStream(URI.create("wss://h"), true, false)).isEqualTo("wss://h/");
  }

  private static Form form(String body) {
    Form form = Form.empty();
    for (String pair : body.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      form = form.and(parts[0], URLDecoder.decode(parts[1], UTF_8));
    }
    return form;
  }
}
