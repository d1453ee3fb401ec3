// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Verifies Twilio's signature. During token rotation two auth tokens are accepted. Without any
 * token every request passes.
 */
public final class SignatureCheck {
  private final List<TwilioSignature> tokens;
  private final PublicUrls urls;

  public SignatureCheck(List<String> authTokens, PublicUrls urls) {
    this.tokens = authTokens.stream().map(TwilioSignature::new).toList();
    this.urls = urls;
  }

  /** True if Twilio signed this form. */
  boolean acceptsForm(TwilioRequest request, FormFields form) {
    return tokens.isEmpty() || matches(request, urls.signedWebhook(request), form.all());
  }

  /**
   * True if Twilio signed this body, which is not a form: the signed query carries the body's hash
   * as {@code bodySHA256}, and the signature covers no fields.
   */
  boolean acceptsBody(TwilioRequest request, byte[] body) {
    if (tokens.isEmpty()) {
      return true;
    }
    int query = request.target().indexOf('?');
    Optional<String> hash =
        FormFields.parse(query < 0 ? "" : request.target().substring(query + 1))
            .first("bodySHA256");
    return hash.isPresent()
        && MessageDigest.isEqual(hash.get().getBytes(UTF_8), sha256(body).getBytes(UTF_8))
        && matches(request, urls.signedWebhook(request), Map.of());
  }

  /**
   * The request as Twilio sent it: a proxy that ends TLS need not say so, but the signature covers
   * the scheme. To be used for accepted requests.
   */
  TwilioRequest asSent(TwilioRequest request, FormFields form) {
    return matches(request, urls.securelySignedWebhook(request), form.all())
        ? request.overTls()
        : request;
  }

  /** True if Twilio signed this upgrade to a WebSocket. */
  public boolean acceptsHandshake(TwilioRequest request) {
    return tokens.isEmpty() || matches(request, urls.signedHandshake(request), Map.of());
  }

  /** Tries every token, so that the duration does not depend on which one matches. */
  private boolean matches(
      TwilioRequest request, Collection<String> signedUrls, Map<String, List<String>> fields) {
    String given = request.signature();
    boolean matches = false;
    for (TwilioSignature token : tokens) {
      matches |= given != null && token.matches(given, signedUrls, fields);
    }
    return matches;
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
