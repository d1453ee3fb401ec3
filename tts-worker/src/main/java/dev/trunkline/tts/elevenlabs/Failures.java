// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.elevenlabs;

import static dev.trunkline.events.FailureCategory.INVALID_REQUEST;
import static dev.trunkline.events.FailureCategory.QUOTA_SPENT;
import static dev.trunkline.events.FailureCategory.REFUSED;
import static dev.trunkline.events.FailureCategory.THROTTLED;
import static dev.trunkline.events.FailureCategory.TIMED_OUT;
import static dev.trunkline.events.FailureCategory.UNAVAILABLE;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.events.FailureCategory;
import java.io.InterruptedIOException;
import java.util.Locale;
import java.util.Map;

/** What ElevenLabs' errors mean, by code, by HTTP status, and by how a socket ended. */
final class Failures {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<String, FailureCategory> CODES =
      Map.ofEntries(
          Map.entry("quota_exceeded", QUOTA_SPENT),
          Map.entry("invalid_api_key", REFUSED),
          Map.entry("missing_api_key", REFUSED),
          Map.entry("needs_authorization", REFUSED),
          Map.entry("unauthorized", REFUSED),
          Map.entry("auth_error", REFUSED),
          Map.entry("payment_required", REFUSED),
          Map.entry("voice_not_found", INVALID_REQUEST),
          Map.entry("invalid_input_message", INVALID_REQUEST),
          Map.entry("max_character_limit_exceeded", INVALID_REQUEST),
          Map.entry("max_active_conversations", THROTTLED),
          Map.entry("too_many_concurrent_requests", THROTTLED),
          Map.entry("concurrent_limit_exceeded", THROTTLED),
          Map.entry("rate_limit_exceeded", THROTTLED),
          Map.entry("system_busy", THROTTLED),
          Map.entry("input_timeout_exceeded", TIMED_OUT));

  private Failures() {}

  /** An error message on the socket. Codes not known are taken for the server's own trouble. */
  static Failure ofCode(String code) {
    if (code.startsWith("only_for_")) {
      return new Failure(REFUSED, code);
    }
    return new Failure(CODES.getOrDefault(code, UNAVAILABLE), code);
  }

  /** A refused upgrade or request; the body's {@code detail} may have any of three shapes. */
  static Failure ofHttp(int status, String body) {
    String code = code(body);
    if (CODES.containsKey(code) || code.startsWith("only_for_")) {
      return ofCode(code);
    }
    String shown = code.isEmpty() ? "http_" + status : code;
    return switch (status) {
      case 401, 402, 403 -> new Failure(REFUSED, shown);
      case 408 -> new Failure(TIMED_OUT, shown);
      case 429 -> new Failure(THROTTLED, shown);
      default -> new Failure(status >= 400 && status < 500 ? INVALID_REQUEST : UNAVAILABLE, shown);
    };
  }

  /**
   * A socket closed by the server. The reason may be an error code; it may also be a text, cut off
   * at 123 bytes, which is not repeated: it can quote what was to be said.
   */
  static Failure ofClose(int code, String reason) {
    String word = reason.strip().toLowerCase(Locale.ROOT);
    return CODES.containsKey(word) ? ofCode(word) : new Failure(UNAVAILABLE, "closed_" + code);
  }

  /** A connection that broke, or never came about. */
  static Failure ofException(Throwable e) {
    String name = e.getClass().getSimpleName();
    return new Failure(e instanceof InterruptedIOException ? TIMED_OUT : UNAVAILABLE, name);
  }

  private static String code(String body) {
    try {
      JsonNode json = JSON.readTree(body);
      JsonNode detail = json == null ? JSON.nullNode() : json.path("detail");
      if (detail.isTextual()) {
        return word(detail.textValue());
      }
      if (detail.isArray()) {
        return word(detail.path(0).path("type").asText());
      }
      String code = word(detail.path("code").asText());
      String status = word(detail.path("status").asText());
      return CODES.containsKey(code) || status.isEmpty() ? code : status;
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  /** {@code text} if it is a code; sentences are not. */
  private static String word(String text) {
    return text.matches("[a-z0-9_.+]{1,64}") ? text : "";
  }
}
