// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which requests pass the signature check. */
class SignatureCheckTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final String VOICE = "https://voice.example.com/twilio/voice";
  private static final String CALL = "CallSid=CA1";

  @Test
  void bothTokensAreAcceptedDuringRotation() {
    String url = "https://voice.example.com/twiml";
    FormFields form = FormFields.parse("CallSid=CA1");
    var check = new SignatureCheck(List.of("new", "old"), new PublicUrls(URI.create(VOICE), null));

    for (String token : List.of("new", "old")) {
      assertThat(check.acceptsForm(signed(token, url, form), form)).as(token).isTrue();
    }
    assertThat(check.acceptsForm(signed("older", url, form), form)).isFalse();
    assertThat(check.acceptsForm(signed("", url, form), form)).isFalse();
  }

  @Test
  void truncatedOrExtendedSignatureIsRejected() {
    FormFields form = FormFields.parse("CallSid=CA1");
    var check = new SignatureCheck(List.of(TOKEN), new PublicUrls(URI.create(VOICE), null));
    TwilioRequest good = signed(TOKEN, "https://voice.example.com/twiml", form);
    String signature = String.valueOf(good.signature());

    assertThat(check.acceptsForm(good, form)).isTrue();
    for (int length = 0; length < signature.length(); length++) {
      assertThat(check.acceptsForm(with(good, signature.substring(0, length)), form)).isFalse();
    }
    assertThat(check.acceptsForm(with(good, signature + "="), form)).isFalse();
    assertThat(check.acceptsForm(with(good, " " + signature), form)).isFalse();
  }

  @Test
  void missingSignatureIsRejected() {
    var check = new SignatureCheck(List.of(TOKEN), new PublicUrls(URI.create(VOICE), null));
    var request = new TwilioRequest(true, "voice.example.com", "/twiml", null);

    assertThat(check.acceptsForm(request, FormFields.parse(CALL))).isFalse();
    assertThat(check.acceptsHandshake(request)).isFalse();
    assertThat(check.acceptsBody(request, new byte[0])).isFalse();
  }

  @Test
  @DisplayName("without configured URLs the Host header counts, with or without TLS")
  void hostHeaderIsUsedWithoutConfiguredUrls() {
    var check = new SignatureCheck(List.of(TOKEN), new PublicUrls(null, null));
    var request =
        new TwilioRequest(
            false, "voice.example.com", "/twilio/voice", "6CPAn4ndE421qwkiptsAMXa2rYE=");

    assertThat(check.acceptsForm(request, FormFields.parse(CALL))).isTrue();
  }

  @Test
  void jsonBodyMustMatchItsSignedHash() {
    String body = "{\"CallSid\":\"CA1234567890ABCDE\",\"Caller\":\"+12349013030\"}";
    var request =
        new TwilioRequest(
            true,
            "example.com",
            "/myapp?bodySHA256=5ccde7145dfb8f56479710896586cb9d5911809d83afbe34627818790db0aec9",
            "hPXmLwIy3Fgqv1i9KPmH/HhQ6zo=");
    var check = new SignatureCheck(List.of("12345"), new PublicUrls(null, null));

    assertThat(check.acceptsBody(request, body.getBytes(UTF_8))).isTrue();
    assertThat(check.acceptsBody(request, body.replace('1', '2').getBytes(UTF_8))).isFalse();
  }

  @Test
  void jsonBodyWithUnicodeIsHashedAsBytes() {
    var request =
        new TwilioRequest(
            true,
            "voice.example.com",
            "/hook?foo=1&bodySHA256="
                + "6bab9068f4931941a7df029fa10d964c3adb60415d05476afaa877aba0ac9212",
            "LeUeWYhMtaQMuIkc7U6JsAgoTNA=");
    var check = new SignatureCheck(List.of(TOKEN), new PublicUrls(null, null));

    assertThat(check.acceptsBody(request, "{\"event\":\"x\",\"name\":\"Zoë 😀\"}".getBytes(UTF_8)))
        .isTrue();
  }

  private static TwilioRequest signed(String token, String url, FormFields form) {
    String signature = token.isEmpty() ? "" : new TwilioSignature(token).of(url, form.all());
    return new TwilioRequest(true, "voice.example.com", "/twiml", signature);
  }

  private static TwilioRequest with(TwilioRequest request, String signature) {
    return new TwilioRequest(request.secure(), request.host(), request.target(), signature);
  }
}
