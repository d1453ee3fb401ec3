// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.webhook;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The forms in which Twilio may have signed a URL of ours: with and without port (it drops the port
 * for voice over TLS), never with user and password, a WebSocket URL also with a trailing slash.
 * Works on the text, because {@link java.net.URI} decodes what was signed encoded.
 */
final class SignedUrlVariants {
  private SignedUrlVariants() {}

  /** All variants of {@code url}, itself included. */
  static Set<String> of(String url) {
    int authorityStart = url.indexOf("://") + 3;
    String scheme = url.substring(0, authorityStart);
    int authorityEnd = authorityEnd(url, authorityStart);
    String authority = url.substring(authorityStart, authorityEnd);
    authority = authority.substring(authority.lastIndexOf('@') + 1);
    int colon = portColon(authority);
    String host = colon < 0 ? authority : authority.substring(0, colon);
    String port = colon < 0 ? null : authority.substring(colon + 1);

    var urls = new LinkedHashSet<String>();
    for (String rest : pathVariants(scheme, url.substring(authorityEnd))) {
      for (String suffix : ports(scheme, port)) {
        urls.add(scheme + host + suffix + rest);
        urls.add(scheme + host.toLowerCase(Locale.ROOT) + suffix + rest);
      }
    }
    return urls;
  }

  private static int authorityEnd(String url, int from) {
    for (int i = from; i < url.length(); i++) {
      char c = url.charAt(i);
      if (c == '/' || c == '?') {
        return i;
      }
    }
    return url.length();
  }

  /** The colons of an IPv6 address are inside brackets. */
  private static int portColon(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon > authority.lastIndexOf(']') ? colon : -1;
  }

  private static Set<String> ports(String scheme, @Nullable String port) {
    var ports = new LinkedHashSet<String>();
    if (port != null) {
      ports.add(":" + port);
    }
    ports.add("");
    switch (scheme) {
      case "https://" -> ports.add(":443");
      // Twilio's own validators use 80 as the default port of wss.
      case "wss://" -> ports.addAll(List.of(":443", ":80"));
      default -> ports.add(":80");
    }
    return ports;
  }

  private static List<String> pathVariants(String scheme, String rest) {
    if (!scheme.startsWith("ws")) {
      return List.of(rest);
    }
    return rest.endsWith("/")
        ? List.of(rest, rest.substring(0, rest.length() - 1))
        : List.of(rest, rest + "/");
  }
}
