// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Signatures made with Twilio's official Node package 6.2.0. */
class SignatureVectorsTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final String VOICE = "https://voice.example.com/twilio/voice";
  private static final String MEDIA = "wss://voice.example.com/twilio/media";
  private static final String CALL = "CallSid=CA1";

  private static final String INCOMING =
      "AccountSid=AC00000000000000000000000000000001&ApiVersion=2010-04-01"
          + "&CallSid=CA00000000000000000000000000000001&CallStatus=ringing"
          + "&CallToken=%257B%2522parentCallInfoToken%2522%253A%2522abc%2522%257D"
          + "&Called=%2B15005550006&CalledCity=&CalledCountry=US&CalledState=CA&CalledZip="
          + "&Caller=%2B14155550100&CallerCity=SAN%20FRANCISCO&CallerCountry=US&CallerState=CA"
          + "&CallerZip=94105&Direction=inbound&From=%2B14155550100&FromCity=SAN%20FRANCISCO"
          + "&FromCountry=US&FromState=CA&FromZip=94105&StirVerstat=TN-Validation-Passed-A"
          + "&To=%2B15005550006&ToCity=&ToCountry=US&ToState=CA&ToZip=";

  private static final String UNICODE =
      "CallSid=CA00000000000000000000000000000001"
          + "&CallerName=Zo%C3%AB%20M%C3%BCller%20%E5%B1%B1%E7%94%B0%20%F0%9F%98%80"
          + "&From=%2B14155550100&To=%2B15005550006";

  private static final String STREAM_ERROR =
      "AccountSid=AC00000000000000000000000000000001&CallSid=CA00000000000000000000000000000001"
          + "&StreamEvent=stream-error"
          + "&StreamError=Stream%20-%20WebSocket%20-%20Handshake%20Error"
          + "&StreamName=MZ00000000000000000000000000000001"
          + "&StreamSid=MZ00000000000000000000000000000001"
          + "&Timestamp=2026-01-02T03%3A04%3A05.678901234Z";

  static Stream<Arguments> vectors() {
    return Stream.of(
        Arguments.of(
            "V1",
            "12345",
            "https://example.com/myapp.php?foo=1&bar=2",
            "CallSid=CA1234567890ABCDE&Caller=%2B14158675310&Digits=1234&From=%2B14158675310"
                + "&To=%2B18005551212",
            "L/OH5YylLD5NRKLltdqwSvS0BnU="),
        Arguments.of("V2", TOKEN, VOICE, INCOMING, "e8h/5wgHeUSUdojEyn0NjuwKbPI="),
        Arguments.of("V3", TOKEN, VOICE, UNICODE, "JdlFhzUJNBwrhEPIeWCJqsVpLH8="),
        Arguments.of(
            "V4",
            TOKEN,
            VOICE,
            "CallSid=CA00000000000000000000000000000001&MediaUrl=b&MediaUrl=a&MediaUrl=b"
                + "&To=%2B15005550006",
            "2vvBLU2y1/RZBVECOGbCBMWcoHw="),
        Arguments.of("V5", TOKEN, VOICE, "b=2&B=1&a=3&_x=4&A0=5", "J6+3VyzUO5sXF9UPnIXbwLj/hoE="),
        Arguments.of("V6", TOKEN, VOICE, "", "Am8HzyKCyLgocJlxJ46ij2Y1WTk="),
        Arguments.of(
            "V7",
            TOKEN,
            VOICE,
            "SpeechResult=++hello%20%20&CallSid=CA1",
            "o69qehXlWSWDYBqGRWBR1+FlNYw="),
        Arguments.of(
            "V8",
            TOKEN,
            VOICE + "?CallSid=CA1&From=%2B14155550100",
            "",
            "yjYnBREUuKPRYr+SZ3qRDRY5Xw8="),
        Arguments.of("W1", TOKEN, MEDIA, "", "3Wv0T80qzAY3OCARW9y1gnUJZtE="),
        Arguments.of("W2", TOKEN, MEDIA + "/", "", "emydRDSHhLvuug6wCkjTHD/G0T0="),
        Arguments.of(
            "W3",
            TOKEN,
            "https://voice.example.com/twilio/media",
            "",
            "3T4ShCTJZ08o+v3LKmVwwJswU58="),
        Arguments.of(
            "W4",
            TOKEN,
            "wss://voice.example.com:443/twilio/media",
            "",
            "njB9LrB2K0cXMSmpQuCSQVNwT7E="),
        Arguments.of("W5", TOKEN, "wss://voice.example.com", "", "LTNc5OeQVPZL6E2Birj6O1bpaMc="),
        Arguments.of("W6", TOKEN, "wss://voice.example.com/", "", "mdZ0WZCJ6GoYsAcIGYax9h4blE4="),
        Arguments.of(
            "W7",
            TOKEN,
            "wss://voice.example.com:8443/twilio/media",
            "",
            "lGOW0VWrODxt6kxsUCV0Xm0kZ1s="),
        Arguments.of(
            "W8",
            TOKEN,
            "wss://voice.example.com:80/twilio/media",
            "",
            "jwYsltCV5fGdvzL3VZ/AMaZP8Cw="),
        Arguments.of(
            "P1",
            TOKEN,
            "https://voice.example.com:8443/twilio/voice",
            CALL,
            "h0/Th6US9WlFOzK8YodQXmOuy1M="),
        Arguments.of("P2", TOKEN, VOICE, CALL, "6CPAn4ndE421qwkiptsAMXa2rYE="),
        Arguments.of(
            "P3",
            TOKEN,
            "https://voice.example.com:443/twilio/voice",
            CALL,
            "j3WqWCQ/O0TAcaxp+OWp1j92jyQ="),
        Arguments.of("Q1", TOKEN, VOICE + "?x=a%2Bb", CALL, "llE1XDrAJ5flysCdRWNPOuaJXTQ="),
        Arguments.of(
            "J1",
            "12345",
            "https://example.com/myapp?bodySHA256="
                + "5ccde7145dfb8f56479710896586cb9d5911809d83afbe34627818790db0aec9",
            "",
            "hPXmLwIy3Fgqv1i9KPmH/HhQ6zo="),
        Arguments.of(
            "J2",
            TOKEN,
            "https://voice.example.com/hook?foo=1&bodySHA256="
                + "6bab9068f4931941a7df029fa10d964c3adb60415d05476afaa877aba0ac9212",
            "",
            "LeUeWYhMtaQMuIkc7U6JsAgoTNA="),
        Arguments.of(
            "S1",
            TOKEN,
            "https://voice.example.com/twilio/stream-status",
            STREAM_ERROR,
            "3TVjLl3ObZ0JlrSP/QH0u6BNrzY="),
        Arguments.of(
            "upper-case host",
            TOKEN,
            "https://Voice.Example.com/twilio/voice",
            CALL,
            "h/2j3edBdGeCZsb1oZvhleQ99v4="));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void signatureMatchesTwiliosOwn(
      String id, String token, String url, String body, String signature) {
    assertThat(new TwilioSignature(token).of(url, FormFields.parse(body).all()))
        .as(id)
        .isEqualTo(signature);
  }

  /** Requests that a gateway with one configured URL accepts though another URL was signed. */
  static Stream<Arguments> crossChecks() {
    String withPort = "https://voice.example.com:8443";
    String plain = "https://voice.example.com";
    return Stream.of(
        Arguments.of("P2", withPort, "/twilio/voice", "6CPAn4ndE421qwkiptsAMXa2rYE=", true),
        Arguments.of("P1", withPort, "/twilio/voice", "h0/Th6US9WlFOzK8YodQXmOuy1M=", true),
        Arguments.of("P3", plain, "/twilio/voice", "j3WqWCQ/O0TAcaxp+OWp1j92jyQ=", true),
        // A port that is not configured cannot be guessed.
        Arguments.of("P1", plain, "/twilio/voice", "h0/Th6US9WlFOzK8YodQXmOuy1M=", false),
        // Twilio's Java validator decodes the query and rejects this genuine request.
        Arguments.of("Q1", withPort, "/twilio/voice?x=a%2Bb", "llE1XDrAJ5flysCdRWNPOuaJXTQ=", true),
        Arguments.of("Q1", plain, "/twilio/voice?x=a%2Bb", "llE1XDrAJ5flysCdRWNPOuaJXTQ=", true),
        Arguments.of("Q1", plain, "/twilio/voice?x=a+b", "llE1XDrAJ5flysCdRWNPOuaJXTQ=", false),
        // Both official validators forget to remove the user and reject this one.
        Arguments.of(
            "P2",
            "https://user:pass@voice.example.com",
            "/twilio/voice",
            "6CPAn4ndE421qwkiptsAMXa2rYE=",
            true),
        // Java's validator rejects this one.
        Arguments.of(
            "P2",
            "https://Voice.Example.com",
            "/twilio/voice",
            "6CPAn4ndE421qwkiptsAMXa2rYE=",
            true),
        Arguments.of(
            "upper-case host",
            "https://Voice.Example.com",
            "/twilio/voice",
            "h/2j3edBdGeCZsb1oZvhleQ99v4=",
            true),
        Arguments.of(
            "upper-case host", plain, "/twilio/voice", "h/2j3edBdGeCZsb1oZvhleQ99v4=", false),
        // The public URL has a path that the proxy removes or keeps.
        Arguments.of("P2", plain + "/twilio", "/voice", "6CPAn4ndE421qwkiptsAMXa2rYE=", true),
        Arguments.of(
            "P2", plain + "/twilio", "/twilio/voice", "6CPAn4ndE421qwkiptsAMXa2rYE=", true),
        Arguments.of("wrong", plain, "/twilio/voice", "6CPAn4ndE421qwkiptsAMXa2rYF=", false),
        Arguments.of("empty", plain, "/twilio/voice", "", false));
  }

  @ParameterizedTest(name = "{0} against {1}{2}: {4}")
  @MethodSource("crossChecks")
  void webhookUrlVariantsAreAcceptedAsTwilioSignsThem(
      String id, String publicUrl, String target, String signature, boolean accepted) {
    var check = new SignatureCheck(List.of(TOKEN), new PublicUrls(URI.create(publicUrl), null));
    var request = new TwilioRequest(false, "10.0.0.1:8080", target, signature);

    assertThat(check.acceptsForm(request, FormFields.parse(CALL))).as(id).isEqualTo(accepted);
  }

  static Stream<Arguments> handshakes() {
    String root = "wss://voice.example.com";
    return Stream.of(
        Arguments.of("W1", MEDIA, "3Wv0T80qzAY3OCARW9y1gnUJZtE=", true),
        // The slash that Twilio sometimes signs and that no official validator tries.
        Arguments.of("W2", MEDIA, "emydRDSHhLvuug6wCkjTHD/G0T0=", true),
        Arguments.of("W1", MEDIA + "/", "3Wv0T80qzAY3OCARW9y1gnUJZtE=", true),
        Arguments.of("W3", MEDIA, "3T4ShCTJZ08o+v3LKmVwwJswU58=", false),
        Arguments.of("W4", MEDIA, "njB9LrB2K0cXMSmpQuCSQVNwT7E=", true),
        Arguments.of("W1", root + ":443/twilio/media", "3Wv0T80qzAY3OCARW9y1gnUJZtE=", true),
        Arguments.of("W8", MEDIA, "jwYsltCV5fGdvzL3VZ/AMaZP8Cw=", true),
        Arguments.of("W7", MEDIA, "lGOW0VWrODxt6kxsUCV0Xm0kZ1s=", false),
        Arguments.of("W7", root + ":8443/twilio/media", "lGOW0VWrODxt6kxsUCV0Xm0kZ1s=", true),
        Arguments.of("W1", root + ":8443/twilio/media", "3Wv0T80qzAY3OCARW9y1gnUJZtE=", true),
        Arguments.of("W5", root, "LTNc5OeQVPZL6E2Birj6O1bpaMc=", true),
        Arguments.of("W6", root, "mdZ0WZCJ6GoYsAcIGYax9h4blE4=", true),
        // Twilio drops the query of a stream's URL.
        Arguments.of("W1", MEDIA + "?a=b", "3Wv0T80qzAY3OCARW9y1gnUJZtE=", true));
  }

  @ParameterizedTest(name = "{0} against {1}: {3}")
  @MethodSource("handshakes")
  void handshakeIsSignedOverTheStreamUrl(
      String id, String streamUrl, String signature, boolean accepted) {
    var check = new SignatureCheck(List.of(TOKEN), new PublicUrls(null, URI.create(streamUrl)));
    var request = new TwilioRequest(true, "10.0.0.1:8080", "/media", signature);

    assertThat(check.acceptsHandshake(request)).as(id).isEqualTo(accepted);
  }

  @Test
  void valuesOfARepeatedFieldAreSignedOnceEach() {
    var signature = new TwilioSignature(TOKEN);

    assertThat(signature.of(VOICE, Map.of("MediaUrl", List.of("b", "a", "b"))))
        .isEqualTo(signature.of(VOICE, Map.of("MediaUrl", List.of("a", "b"))));
  }
}
