// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import dev.trunkline.simulator.telephone.debugger.DebuggerCode;
import dev.trunkline.simulator.telephone.twiml.StreamNoun;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** What Twilio demands of a {@code <Stream>} before it connects. */
record StreamRules(boolean allowWs, boolean twoWay) {
  /** Name and value of a parameter together stay below this. */
  private static final int PARAMETER_LIMIT = 500;

  /** The noun breaks a rule. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    private final DebuggerCode code;

    Refused(DebuggerCode code, String why) {
      super(why);
      this.code = code;
    }

    DebuggerCode code() {
      return code;
    }
  }

  /** Where to connect to: absolute, and without query and fragment, which Twilio drops. */
  URI url(StreamNoun noun, TwimlFetcher documents) throws Refused {
    if (twoWay && !noun.track().equals("inbound_track")) {
      throw new Refused(DebuggerCode.INVALID_TRACK, "track " + noun.track());
    }
    for (Map.Entry<String, String> parameter : noun.parameters().entrySet()) {
      if (parameter.getKey().length() + parameter.getValue().length() >= PARAMETER_LIMIT) {
        throw new Refused(
            DebuggerCode.TWIML_SCHEMA, "parameter " + parameter.getKey() + " is too long");
      }
    }
    return checked(documents.resolve(noun.url()));
  }

  private URI checked(Optional<URI> resolved) throws Refused {
    URI url = resolved.orElseThrow(() -> new Refused(DebuggerCode.STREAM_URL, "not a URL"));
    if (url.getScheme() == null || url.getHost() == null) {
      throw new Refused(DebuggerCode.STREAM_URL, "no scheme or no host");
    }
    // A relative URL has the scheme of its document.
    String scheme =
        switch (url.getScheme()) {
          case "https" -> "wss";
          case "http" -> "ws";
          default -> url.getScheme();
        };
    if (!scheme.equals("wss") && !(allowWs && scheme.equals("ws"))) {
      throw new Refused(DebuggerCode.STREAM_SCHEME, "scheme " + url.getScheme());
    }
    return URI.create(scheme + "://" + url.getRawAuthority() + url.getRawPath());
  }
}
