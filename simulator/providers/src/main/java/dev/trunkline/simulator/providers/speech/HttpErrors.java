// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.speech;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.simulator.providers.speech.TtsSettings.ErrorShape;
import dev.trunkline.simulator.providers.wire.Json;

/** The bodies of HTTP errors: {@code detail} is an object, an array or a text. */
final class HttpErrors {
  private static final int UNPROCESSABLE = 422;

  private HttpErrors() {}

  static ObjectNode body(TtsError error, ErrorShape shape, String requestId) {
    ObjectNode body = Json.object();
    if (error.status() == UNPROCESSABLE) {
      ObjectNode entry = body.putArray("detail").addObject();
      entry.putArray("loc").add("body").add(error.code());
      entry.put("msg", error.text()).put("type", "value_error");
      return body;
    }
    switch (shape) {
      case LEGACY ->
          body.putObject("detail").put("status", error.code()).put("message", error.text());
      case CURRENT ->
          body.putObject("detail")
              .put("type", type(error.status()))
              .put("code", error.code())
              .put("message", error.text())
              .put("status", error.code())
              .put("request_id", requestId)
              .putNull("param");
      case TEXT -> body.put("detail", error.text());
    }
    return body;
  }

  private static String type(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 402 -> "payment_required";
      case 403 -> "authorization_error";
      case 404 -> "not_found";
      case 429 -> "rate_limit_error";
      default -> status >= 500 ? "internal_error" : "invalid_request";
    };
  }
}
