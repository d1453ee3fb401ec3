// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.provider;

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
import dev.trunkline.providers.http.HttpFailures;
import dev.trunkline.tts.core.VoiceFailure;
import java.util.Locale;
import java.util.Map;

/** Classifies ElevenLabs' errors by code, by HTTP status, and by how a socket ended. */
final class ElevenLabsErrors {
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

  private ElevenLabsErrors() {}

  /** An error message on the socket. An unknown code counts as an outage of the provider. */
  static VoiceFailure ofCode(String code) {
    if (code.startsWith("only_for_")) {
      return new VoiceFailure(REFUSED, code);
    }
    return new VoiceFailure(CODES.getOrDefault(code, UNAVAILABLE), code);
  }

  /** A rejected upgrade or request; the body's {@code detail} may have any of three shapes. */
  static VoiceFailure ofHttp(int status, String body) {
    String code = code(body);
    if (CODES.containsKey(code) || code.startsWith("only_for_")) {
      return ofCode(code);
    }
    String codeOrStatus = code.isEmpty() ? "http_" + status : code;
    return new VoiceFailure(HttpFailures.category(status), codeOrStatus);
  }

  /**
   * A socket closed by the server. The reason may be an error code; it may also be a text, cut off
   * at 123 bytes, which is not logged: it can quote the text to synthesise.
   */
  static VoiceFailure ofClose(int code, String reason) {
    String reasonCode = reason.strip().toLowerCase(Locale.ROOT);
    return CODES.containsKey(reasonCode)
        ? ofCode(reasonCode)
        : new VoiceFailure(UNAVAILABLE, "closed_" + code);
  }

  /** A connection that broke or could not be opened. */
  static VoiceFailure ofException(Throwable e) {
    return new VoiceFailure(HttpFailures.category(e), e.getClass().getSimpleName());
  }

  private static String code(String body) {
    try {
      JsonNode json = JSON.readTree(body);
      JsonNode detail = json == null ? JSON.nullNode() : json.path("detail");
      if (detail.isTextual()) {
        return codeOrEmpty(detail.textValue());
      }
      if (detail.isArray()) {
        return codeOrEmpty(detail.path(0).path("type").asText());
      }
      String code = codeOrEmpty(detail.path("code").asText());
      String status = codeOrEmpty(detail.path("status").asText());
      return CODES.containsKey(code) || status.isEmpty() ? code : status;
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  /** {@code text} if it is an error code; empty if it is a sentence. */
  private static String codeOrEmpty(String text) {
    return text.matches("[a-z0-9_.+]{1,64}") ? text : "";
  }
}
