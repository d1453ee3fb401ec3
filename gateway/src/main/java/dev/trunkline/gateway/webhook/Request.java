// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.webhook;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of itself, as it came.
 *
 * @param secure true if it reached us, or the proxy before us, over TLS
 * @param host host and port as the client wrote them
 * @param target path and query, not decoded
 * @param signature the {@code X-Twilio-Signature} header
 */
public record Request(boolean secure, String host, String target, @Nullable String signature) {

  /** The request behind {@code http}. */
  public static Request of(HttpServletRequest http) {
    String forwarded = http.getHeader("X-Forwarded-Proto");
    String host = http.getHeader("Host");
    String query = http.getQueryString();
    return new Request(
        http.isSecure()
            || (forwarded != null && forwarded.split(",", 2)[0].strip().matches("https|wss")),
        host == null ? http.getServerName() + ":" + http.getServerPort() : host,
        query == null ? http.getRequestURI() : http.getRequestURI() + "?" + query,
        http.getHeader("X-Twilio-Signature"));
  }
}
