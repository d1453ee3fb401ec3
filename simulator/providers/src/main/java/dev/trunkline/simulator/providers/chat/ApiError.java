// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.simulator.providers.fault.Fault;
import dev.trunkline.simulator.providers.wire.Json;
import org.jspecify.annotations.Nullable;

/** An error of OpenAI's: {@code {"error":{"message","type","param","code"}}} and a status. */
final class ApiError extends Exception {
  private final int status;
  private final String type;
  private final @Nullable String param;
  private final @Nullable String code;

  private ApiError(
      int status, String message, String type, @Nullable String param, @Nullable String code) {
    super(message);
    this.status = status;
    this.type = type;
    this.param = param;
    this.code = code;
  }

  static ApiError badRequest(String message, @Nullable String param, @Nullable String code) {
    return new ApiError(400, message, "invalid_request_error", param, code);
  }

  static ApiError invalidKey() {
    return new ApiError(
        401, "Incorrect API key provided.", "invalid_request_error", null, "invalid_api_key");
  }

  static ApiError noSuchModel(String model) {
    return new ApiError(
        404,
        "The model `%s` does not exist or you do not have access to it.".formatted(model),
        "invalid_request_error",
        null,
        "model_not_found");
  }

  /** What an ordered error looks like. Money and limits have types of their own. */
  static ApiError of(Fault.ProviderError error) {
    String type =
        switch (error.code()) {
          case "insufficient_quota", "credit_balance_exhausted" -> "insufficient_quota";
          case "rate_limit_exceeded" -> "requests";
          default -> error.status() >= 500 ? "server_error" : "invalid_request_error";
        };
    return new ApiError(error.status(), error.message(), type, null, error.code());
  }

  int status() {
    return status;
  }

  String code() {
    return code == null ? type : code;
  }

  ObjectNode body() {
    ObjectNode body = Json.object();
    body.putObject("error")
        .put("message", getMessage())
        .put("type", type)
        .put("param", param)
        .put("code", code);
    return body;
  }
}
