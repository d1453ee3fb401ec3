// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.webhook;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The public URLs of this gateway: as configured, or derived from the {@code Host} header of the
 * request, which the sender can choose freely.
 */
public final class PublicUrls {
  public static final String WEBHOOK_PATH = "/twiml";
  public static final String STATUS_PATH = "/status";
  public static final String MEDIA_PATH = "/media";

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

  /** False if the URLs are derived from requests. */
  public boolean areConfigured() {
    return base != null;
  }

  /** The URL for {@code <Stream>}. */
  String stream(TwilioRequest request) {
    return stream != null ? stream : base(request).replaceFirst("^http", "ws") + MEDIA_PATH;
  }

  /** The URL of the webhook, without a query. */
  public String webhook(TwilioRequest request) {
    return base(request) + WEBHOOK_PATH;
  }

  /** The URL for status callbacks. */
  String status(TwilioRequest request) {
    return ConnectionOverrides.addTo(base(request) + STATUS_PATH);
  }

  /** The URLs that Twilio may have signed when it sent {@code request} to a webhook. */
  Set<String> signedWebhook(TwilioRequest request) {
    var urls = new LinkedHashSet<String>();
    if (base == null) {
      // A proxy that terminates TLS need not set X-Forwarded-Proto.
      urls.addAll(SignedUrlVariants.of("https://" + request.host() + request.target()));
      urls.addAll(SignedUrlVariants.of("http://" + request.host() + request.target()));
    } else {
      urls.addAll(SignedUrlVariants.of(base + request.target()));
      urls.addAll(SignedUrlVariants.of(origin(base) + request.target()));
    }
    return urls;
  }

  /** Those of {@link #signedWebhook} with TLS; none if the URLs are configured. */
  Set<String> securelySignedWebhook(TwilioRequest request) {
    return base == null
        ? SignedUrlVariants.of("https://" + request.host() + request.target())
        : Set.of();
  }

  /** The URLs that Twilio may have signed for a media stream: the stream's URL without query. */
  Set<String> signedHandshake(TwilioRequest request) {
    if (!areConfigured()) {
      var urls = new LinkedHashSet<String>();
      urls.addAll(SignedUrlVariants.of("wss://" + request.host() + MEDIA_PATH));
      urls.addAll(SignedUrlVariants.of("ws://" + request.host() + MEDIA_PATH));
      return urls;
    }
    String url = stream(request);
    int query = url.indexOf('?');
    return SignedUrlVariants.of(query < 0 ? url : url.substring(0, query));
  }

  private String base(TwilioRequest request) {
    return base != null ? base : (request.secure() ? "https://" : "http://") + request.host();
  }

  private static String origin(String url) {
    int path = url.indexOf('/', url.indexOf("://") + 3);
    return path < 0 ? url : url.substring(0, path);
  }
}
