// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.webhook;

import java.net.URI;

/** The URL as Twilio signs it. */
public final class SignedUrl {
  private SignedUrl() {}

  /** Of a webhook: without user, password and fragment; over https without the port as well. */
  public static String ofWebhook(URI url) {
    boolean keepPort = url.getPort() >= 0 && !"https".equalsIgnoreCase(url.getScheme());
    return url.getScheme()
        + "://"
        + url.getHost()
        + (keepPort ? ":" + url.getPort() : "")
        + url.getRawPath()
        + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
  }

  /**
   * Of a media stream's handshake.
   *
   * @param asWss {@code ws} is signed as {@code wss}, as if TLS ended before the gateway
   * @param slash a slash is appended, as Twilio does at times
   */
  public static String ofStream(URI url, boolean asWss, boolean slash) {
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return (asWss ? "wss" : url.getScheme())
        + "://"
        + url.getRawAuthority()
        + path
        + (slash && !path.endsWith("/") ? "/" : "");
  }
}
