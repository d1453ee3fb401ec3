// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.webhook;

import dev.trunkline.gateway.call.StreamTicket;
import java.time.InstantSource;
import java.util.Optional;

/** Builds the TwiML that leads a call to a gateway. Thread-safe. */
public final class StreamTwiml {
  private final PublicUrls urls;
  private final StreamTokens tokens;
  private final InstantSource clock;

  public StreamTwiml(PublicUrls urls, StreamTokens tokens, InstantSource clock) {
    this.urls = urls;
    this.tokens = tokens;
    this.clock = clock;
  }

  /** The consecutive attempt number of a request: 0 for a new call. */
  int attempt(Optional<Continuation> continuation) {
    return continuation.map(c -> c.attemptAt(clock.millis())).orElse(0);
  }

  /** Connects the call to a media stream; afterwards it continues as the next attempt. */
  String connect(TwilioRequest request, StreamTicket ticket, int attempt) {
    String next = new Continuation(attempt + 1, clock.millis()).url(urls.webhook(request));
    return Twiml.connect(urls.stream(request), tokens.issue(ticket), urls.status(request), next);
  }

  /** Redirects the call to the same webhook, where another gateway may answer. */
  String redirect(DrainRedirect redirect, TwilioRequest request, FormFields query) {
    return Twiml.redirect(redirect.url(urls.webhook(request), query), redirect.pause());
  }
}
