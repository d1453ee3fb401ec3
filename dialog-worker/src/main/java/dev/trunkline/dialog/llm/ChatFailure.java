// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.events.FailureCategory;
import java.util.Set;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Why the model gave no answer.
 *
 * @param detail for the log: status, type and code, never the conversation
 * @param retryAfterMs what the provider asks to wait, 0 if it does not say
 */
record ChatFailure(FailureCategory category, String detail, long retryAfterMs) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> NO_CREDIT =
      Set.of("insufficient_quota", "credit_balance_exhausted", "billing_hard_limit_reached");

  /** From an answer other than 200. Of 429 only those not about credit are worth another try. */
  static ChatFailure ofStatus(int status, Headers headers, String body) {
    JsonNode error = error(body);
    String type = error.path("type").asText("");
    String code = error.path("code").asText("");
    String detail = status + " " + type + " " + code;
    FailureCategory category =
        switch (status) {
          case 401, 403 -> FailureCategory.REFUSED;
          case 408 -> FailureCategory.TIMED_OUT;
          case 429 ->
              NO_CREDIT.contains(code) || NO_CREDIT.contains(type)
                  ? FailureCategory.QUOTA_SPENT
                  : FailureCategory.THROTTLED;
          case 503 -> FailureCategory.THROTTLED;
          default ->
              status >= 500 || status == 409
                  ? FailureCategory.UNAVAILABLE
                  : FailureCategory.INVALID_REQUEST;
        };
    return new ChatFailure(category, detail.strip(), retryAfterMs(headers));
  }

  /** From an error that came in the stream after a 200. */
  static ChatFailure inStream(JsonNode error) {
    String code = error.path("code").asText(error.path("type").asText(""));
    boolean spent = NO_CREDIT.contains(code);
    return new ChatFailure(
        spent ? FailureCategory.QUOTA_SPENT : FailureCategory.UNAVAILABLE, "in stream: " + code, 0);
  }

  private static JsonNode error(String body) {
    try {
      return JSON.readTree(body).path("error");
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  private static long retryAfterMs(Headers headers) {
    long exact = number(headers.get("retry-after-ms"));
    return exact > 0 ? exact : 1_000 * number(headers.get("retry-after"));
  }

  private static long number(@Nullable String text) {
    try {
      return text == null ? 0 : Math.max(0, Math.round(Double.parseDouble(text)));
    } catch (NumberFormatException e) {
      return 0; // an HTTP date: our own backoff will do
    }
  }
}
