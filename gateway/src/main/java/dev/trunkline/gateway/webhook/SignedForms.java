// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what Twilio sends to webhooks, and only what Twilio sends. */
public final class SignedForms {
  private static final Logger log = LoggerFactory.getLogger(SignedForms.class);

  private final SignatureCheck signatures;

  public SignedForms(SignatureCheck signatures) {
    this.signatures = signatures;
  }

  /** The form, if Twilio sent it; without fields if it is none. */
  Optional<FormFields> read(Context http, Request request) {
    byte[] body = http.bodyAsBytes();
    // Not contentType(), which fails for a charset that nobody knows.
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
      log.atDebug().setCause(e).log("form cannot be decoded");
      return Optional.empty();
    }
  }
}
