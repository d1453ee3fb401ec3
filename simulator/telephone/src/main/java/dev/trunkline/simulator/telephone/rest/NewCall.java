// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.rest;

import dev.trunkline.simulator.telephone.CallRequest;
import dev.trunkline.simulator.telephone.twiml.HttpMethod;
import dev.trunkline.simulator.telephone.webhook.CallStatus;
import io.javalin.http.Context;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a request to place a call. */
final class NewCall {
  private static final int MAX_TWIML = 4_000;

  /** The base of relative URLs in TwiML that came with the request. */
  private static final URI NOWHERE = URI.create("http://localhost/");

  private NewCall() {}

  static CallRequest read(Context request) {
    String to = text(request, "To").orElseThrow(RestError::noTo);
    String from = text(request, "From").orElseThrow(RestError::noFrom);
    Optional<URI> url = url(request, "Url");
    // Url wins if both are given.
    Optional<String> twiml = url.isPresent() ? Optional.empty() : text(request, "Twiml");
    if (url.isEmpty() && twiml.isEmpty()) {
      throw RestError.badUrl();
    }
    if (twiml.filter(xml -> xml.length() > MAX_TWIML).isPresent()) {
      throw RestError.badRequest("Twiml is longer than 4000 characters");
    }
    return new CallRequest(
        url.orElse(NOWHERE),
        method(request),
        twiml,
        from,
        to,
        true,
        url(request, "FallbackUrl"),
        url(request, "StatusCallback"),
        events(request.formParams("StatusCallbackEvent")),
        Map.of(),
        Optional.empty());
  }

  static Optional<String> text(Context request, String field) {
    return Optional.ofNullable(request.formParam(field)).filter(value -> !value.isEmpty());
  }

  static Optional<URI> url(Context request, String field) {
    Optional<String> text = text(request, field);
    try {
      Optional<URI> url = text.map(URI::create);
      if (url.isPresent() && (url.get().getHost() == null || !isWeb(url.get()))) {
        throw RestError.badUrl();
      }
      return url;
    } catch (IllegalArgumentException e) {
      throw RestError.badUrl();
    }
  }

  static HttpMethod method(Context request) {
    return text(request, "Method").filter("GET"::equals).isPresent()
        ? HttpMethod.GET
        : HttpMethod.POST;
  }

  private static boolean isWeb(URI url) {
    return "http".equals(url.getScheme()) || "https".equals(url.getScheme());
  }

  private static Set<CallStatus> events(List<String> names) {
    Set<CallStatus> events = EnumSet.noneOf(CallStatus.class);
    for (String name : names) {
      // Several may also come in one field.
      for (String word : name.split("[ ,]+", -1)) {
        switch (word) {
          case "initiated" -> events.add(CallStatus.INITIATED);
          case "ringing" -> events.add(CallStatus.RINGING);
          case "answered" -> events.add(CallStatus.IN_PROGRESS);
          case "completed" -> events.add(CallStatus.COMPLETED);
          default -> throw RestError.badRequest("StatusCallbackEvent " + word);
        }
      }
    }
    return events.isEmpty() ? EnumSet.of(CallStatus.COMPLETED) : events;
  }
}
