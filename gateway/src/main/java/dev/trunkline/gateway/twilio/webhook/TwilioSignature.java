// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Twilio's {@code X-Twilio-Signature}: HMAC-SHA1, keyed with the account's auth token, over the URL
 * that Twilio requested and, for a form, its decoded fields sorted by name in code-unit order, name
 * and value without separators; the values of a repeated field once each, sorted. Thread-safe.
 */
final class TwilioSignature {
  private static final String ALGORITHM = "HmacSHA1";

  private final SecretKeySpec key;

  TwilioSignature(String authToken) {
    this.key = new SecretKeySpec(authToken.getBytes(UTF_8), ALGORITHM);
  }

  /** The signature of a request to {@code url} with these decoded fields; none for a GET. */
  String of(String url, Map<String, List<String>> fields) {
    var signed = new StringBuilder(url);
    new TreeMap<>(fields)
        .forEach((name, values) ->
            new TreeSet<>(values).forEach(value -> signed.append(name).append(value)));
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return Base64.getEncoder().encodeToString(mac.doFinal(signed.toString().getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * True if {@code signature} is that of one of {@code urls}. Takes the same time for every
   * signature of the right length.
   */
  boolean matches(String signature, Collection<String> urls, Map<String, List<String>> fields) {
    byte[] given = signature.getBytes(UTF_8);
    boolean matches = false;
    for (String url : urls) {
      matches |= MessageDigest.isEqual(of(url, fields).getBytes(UTF_8), given);
    }
    return matches;
  }
}
