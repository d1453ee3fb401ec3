// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.dialog.core.answer.ChatFailure;
import dev.trunkline.events.FailureCategory;
import dev.trunkline.providers.http.HttpFailures;
import java.util.Set;
import okhttp3.Headers;

/** Maps OpenAI's errors, and those of compatible servers, to failures. */
final class ChatErrors {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> OUT_OF_CREDIT =
      Set.of("insufficient_quota", "credit_balance_exhausted", "billing_hard_limit_reached");

  private static final Set<String> REFUSED =
      Set.of(
          "content_filter",
          "content_policy_violation",
          "content_policy",
          "ResponsibleAIPolicyViolation",
          "invalid_prompt",
          "moderation_blocked",
          "data_inspection_failed");

  private ChatErrors() {}

  /** For a status other than 200. A 429 may be retried unless it says that credit is exhausted. */
  static ChatFailure ofStatus(int status, Headers headers, String body) {
    JsonNode error = error(body);
    String type = error.path("type").asText("");
    String code = error.path("code").asText("");
    String detail = status + " " + type + " " + code;
    if (status < 500 && isRefusal(error)) {
      return ChatFailure.refused(detail.strip());
    }
    boolean outOfCredit = OUT_OF_CREDIT.contains(code) || OUT_OF_CREDIT.contains(type);
    FailureCategory category =
        switch (status) {
          case 429 -> outOfCredit ? FailureCategory.QUOTA_SPENT : FailureCategory.THROTTLED;
          case 503 -> FailureCategory.THROTTLED; // "slow down"
          case 409 -> FailureCategory.UNAVAILABLE; // A lock timeout; OpenAI's clients retry it.
          default -> HttpFailures.category(status);
        };
    return new ChatFailure(category, detail.strip(), HttpFailures.retryAfterMs(headers));
  }

  /** For an error in the event stream after a 200. */
  static ChatFailure inStream(JsonNode error) {
    String code = error.path("code").asText(error.path("type").asText(""));
    if (isRefusal(error)) {
      return ChatFailure.refused("error in stream: " + code);
    }
    FailureCategory category =
        OUT_OF_CREDIT.contains(code) ? FailureCategory.QUOTA_SPENT : FailureCategory.UNAVAILABLE;
    return new ChatFailure(category, "error in stream: " + code);
  }

  /** OpenAI, Azure and compatible servers each have their own words for it. */
  private static boolean isRefusal(JsonNode error) {
    return REFUSED.contains(error.path("code").asText(""))
        || REFUSED.contains(error.path("type").asText(""))
        || REFUSED.contains(error.path("innererror").path("code").asText(""));
  }

  private static JsonNode error(String body) {
    try {
      return JSON.readTree(body).path("error");
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }
}
