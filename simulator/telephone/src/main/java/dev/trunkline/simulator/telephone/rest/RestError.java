// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.rest;

import java.util.LinkedHashMap;
import java.util.Map;

/** An error as Twilio's API tells it. */
final class RestError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final int code;

  private RestError(int status, int code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  static RestError notFound(String path) {
    return new RestError(404, 20404, "The requested resource " + path + " was not found");
  }

  /** The body of this one is a guess. */
  static RestError unauthorised() {
    return new RestError(401, 20003, "Authenticate");
  }

  static RestError tooManyRequests() {
    return new RestError(429, 20429, "Too Many Requests");
  }

  static RestError notInProgress() {
    return new RestError(400, 21220, "Call is not in-progress. Cannot redirect.");
  }

  static RestError noTo() {
    return new RestError(400, 21201, "No 'To' number specified");
  }

  static RestError noFrom() {
    return new RestError(400, 21213, "'From' phone number is required");
  }

  static RestError badUrl() {
    return new RestError(400, 21205, "Invalid URL");
  }

  static RestError badRequest(String why) {
    return new RestError(400, 21200, why);
  }

  int status() {
    return status;
  }

  Map<String, Object> body() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("code", code);
    body.put("message", getMessage());
    body.put("more_info", "https://www.twilio.com/docs/errors/" + code);
    body.put("status", status);
    return body;
  }
}
