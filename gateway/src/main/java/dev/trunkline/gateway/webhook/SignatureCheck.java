package dev.trunkline.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells Twilio's requests from others. Without an auth token it lets everybody pass. */
public final class SignatureCheck {
  private final @Nullable TwilioSignature signature;
  private final PublicUrls urls;

  public SignatureCheck(Optional<String> authToken, PublicUrls urls) {
    this.signature = authToken.map(TwilioSignature::new).orElse(null);
    this.urls = urls;
  }

  /** True if Twilio sent this form. */
  boolean acceptsForm(Request request, FormFields form) {
    return signature == null
        || (request.signature() != null
            && signature.matches(request.signature(), urls.signedWebhook(request), form.all()));
  }

  /**
   * True if Twilio sent this body, which is no form: the signed query then carries the body's hash
   * as {@code bodySHA256}, and the fields of the body are not part of the signature.
   */
  boolean acceptsBody(Request request, byte[] body) {
    if (signature == null) {
      return true;
    }
    int query = request.target().indexOf('?');
    Optional<String> hash =
        FormFields.parse(query < 0 ? "" : request.target().substring(query + 1))
            .first("bodySHA256");
    return request.signature() != null
        && hash.isPresent()
        && MessageDigest.isEqual(hash.get().getBytes(UTF_8), sha256(body).getBytes(UTF_8))
        && signature.matches(request.signature(), urls.signedWebhook(request), Map.of());
  }

  /** True if Twilio asked for this upgrade to a WebSocket. */
  public boolean acceptsHandshake(Request request) {
    return signature == null
        || (request.signature() != null
            && signature.matches(request.signature(), urls.signedHandshake(request), Map.of()));
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
