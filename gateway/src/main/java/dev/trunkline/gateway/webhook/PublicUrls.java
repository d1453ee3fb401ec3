// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.webhook;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the public net, and so Twilio, finds this gateway: as configured, else at the host that the
 * request names (which whoever sends the request is free to choose).
 */
public final class PublicUrls {
  static final String WEBHOOK_PATH = "/twiml";
  static final String STATUS_PATH = "/status";
  static final String MEDIA_PATH = "/media";

  private final @Nullable String base;
  private final @Nullable String stream;

  /**
   * Uses {@code publicUrl} (http or https, perhaps with a path) and {@code streamUrl} (ws or wss)
   * where they are given; each can be derived from the other.
   */
  public PublicUrls(@Nullable URI publicUrl, @Nullable URI streamUrl) {
    this.stream = streamUrl == null ? null : streamUrl.toString();
    if (publicUrl != null) {
      this.base = publicUrl.toString();
    } else if (streamUrl != null) {
      this.base = streamUrl.getScheme().replace("ws", "http") + "://" + streamUrl.getAuthority();
    } else {
      this.base = null;
    }
  }

  /** False if all depends on what requests say. */
  public boolean areConfigured() {
    return base != null;
  }

  /** The URL for {@code <Stream>}. */
  String stream(Request request) {
    return stream != null ? stream : base(request).replaceFirst("^http", "ws") + MEDIA_PATH;
  }

  /** The URL of the webhook, without a query. */
  public String webhook(Request request) {
    return base(request) + WEBHOOK_PATH;
  }

  /** The URL for status callbacks. */
  String status(Request request) {
    return Retries.at(base(request) + STATUS_PATH);
  }

  /** What Twilio may have signed when it sent {@code request} to a webhook. */
  Set<String> signedWebhook(Request request) {
    var urls = new LinkedHashSet<String>();
    if (base == null) {
      // A proxy that ends TLS need not say so.
      urls.addAll(SignedUrls.of("https://" + request.host() + request.target()));
      urls.addAll(SignedUrls.of("http://" + request.host() + request.target()));
    } else {
      urls.addAll(SignedUrls.of(base + request.target()));
      urls.addAll(SignedUrls.of(origin(base) + request.target()));
    }
    return urls;
  }

  /** What Twilio may have signed when it opened a media stream: the stream's URL, no query. */
  Set<String> signedHandshake(Request request) {
    if (!areConfigured()) {
      var urls = new LinkedHashSet<String>();
      urls.addAll(SignedUrls.of("wss://" + request.host() + MEDIA_PATH));
      urls.addAll(SignedUrls.of("ws://" + request.host() + MEDIA_PATH));
      return urls;
    }
    String url = stream(request);
    int query = url.indexOf('?');
    return SignedUrls.of(query < 0 ? url : url.substring(0, query));
  }

  private String base(Request request) {
    return base != null ? base : (request.secure() ? "https://" : "http://") + request.host();
  }

  private static String origin(String url) {
    int path = url.indexOf('/', url.indexOf("://") + 3);
    return path < 0 ? url : url.substring(0, path);
  }
}
