// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.webhook;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an HTTP request that Twilio's signature covers.
 *
 * @param secure true if it reached us, or the proxy in front of us, over TLS
 * @param host host and port as the client wrote them
 * @param target path and query, not decoded
 * @param signature the {@code X-Twilio-Signature} header
 */
public record TwilioRequest(
    boolean secure, String host, String target, @Nullable String signature) {

  TwilioRequest overTls() {
    return new TwilioRequest(true, host, target, signature);
  }

  /** Reads them from a servlet request. */
  public static TwilioRequest of(HttpServletRequest http) {
    String forwarded = http.getHeader("X-Forwarded-Proto");
    String host = http.getHeader("Host");
    String query = http.getQueryString();
    return new TwilioRequest(
        http.isSecure()
            || (forwarded != null && forwarded.split(",", 2)[0].strip().matches("https|wss")),
        host == null ? http.getServerName() + ":" + http.getServerPort() : host,
        query == null ? http.getRequestURI() : http.getRequestURI() + "?" + query,
        http.getHeader("X-Twilio-Signature"));
  }
}
