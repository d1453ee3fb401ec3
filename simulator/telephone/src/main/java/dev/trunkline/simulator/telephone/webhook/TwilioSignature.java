// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * {@code X-Twilio-Signature}: HMAC-SHA1 over the URL and the sorted form fields, with the account's
 * primary auth token. Values of a repeated field are sorted and each counts once.
 */
public final class TwilioSignature {
  private final byte[] token;

  /** Signs with {@code authToken}. */
  public TwilioSignature(String authToken) {
    token = authToken.getBytes(UTF_8);
  }

  /** The signature of a request that carries no form: a GET, or a WebSocket handshake. */
  public String of(String url) {
    return of(url, Form.empty());
  }

  /** The signature of a POST of {@code form}. */
  public String of(String url, Form form) {
    var sorted = new TreeMap<String, TreeSet<String>>();
    for (Form.Field field : form.fields()) {
      sorted.computeIfAbsent(field.name(), name -> new TreeSet<>()).add(field.value());
    }
    var signed = new StringBuilder(url);
    sorted.forEach((name, values) -> values.forEach(value -> signed.append(name).append(value)));
    return hmac(signed.toString());
  }

  private String hmac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(token, "HmacSHA1"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
