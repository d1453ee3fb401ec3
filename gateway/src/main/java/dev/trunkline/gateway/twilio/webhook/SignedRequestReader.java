// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the forms of webhook requests that carry a valid Twilio signature. */
public final class SignedRequestReader {
  private static final Logger log = LoggerFactory.getLogger(SignedRequestReader.class);

  private final SignatureCheck signatures;

  public SignedRequestReader(SignatureCheck signatures) {
    this.signatures = signatures;
  }

  /** An accepted request as Twilio sent it, before a proxy ended its TLS. */
  TwilioRequest asSent(TwilioRequest request, FormFields form) {
    return signatures.asSent(request, form);
  }

  /** The form, without fields if the body is not a form; empty if the signature is wrong. */
  Optional<FormFields> read(Context http, TwilioRequest request) {
    byte[] body = http.bodyAsBytes();
    // Not contentType(), which throws for an unknown charset.
    String type = String.valueOf(http.header("Content-Type")).toLowerCase(Locale.ROOT);
    try {
      if (!type.startsWith("application/x-www-form-urlencoded")) {
        return signatures.acceptsBody(request, body)
            ? Optional.of(FormFields.parse(""))
            : Optional.empty();
      }
      FormFields form = FormFields.parse(new String(body, UTF_8));
      return Optional.of(form).filter(f -> signatures.acceptsForm(request, f));
    } catch (IllegalArgumentException e) {
      log.atDebug().setCause(e).log("webhook form cannot be decoded; request rejected");
      return Optional.empty();
    }
  }
}
