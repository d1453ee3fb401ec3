// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.speech;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.simulator.providers.wire.Json;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The messages of both sockets; they differ in whether a context is named. */
final class TtsFrames {
  /** The close code that goes with every error, and is repeated in it. */
  static final int POLICY_VIOLATION = 1008;

  private final boolean multi;
  private final boolean snakeCase;

  TtsFrames(boolean multi, boolean snakeCase) {
    this.multi = multi;
    this.snakeCase = snakeCase;
  }

  String audio(
      @Nullable String context,
      byte[] audio,
      @Nullable ObjectNode alignment,
      @Nullable ObjectNode normalized) {
    ObjectNode frame = Json.object().put("audio", Base64.getEncoder().encodeToString(audio));
    if (multi) {
      frame.put(contextKey(), context);
    } else {
      frame.putNull(finalKey());
    }
    frame.set("alignment", alignment);
    frame.set("normalizedAlignment", normalized);
    return Json.text(frame);
  }

  String last(@Nullable String context) {
    ObjectNode frame = Json.object().putNull("audio").put(finalKey(), true);
    if (multi) {
      frame.put(contextKey(), context);
    }
    return Json.text(frame.putNull("alignment").putNull("normalizedAlignment"));
  }

  String flushDone(@Nullable String context) {
    return Json.text(
        Json.object()
            .put("type", "flush_done")
            .put("context_id", context)
            .put("status_code", 206)
            .put("done", false)
            .put("data", "")
            .put("flush_done", true));
  }

  /**
   * An error.
   *
   * @param context the one it is about, or null if it is about the socket
   */
  String error(String code, String message, @Nullable String context) {
    ObjectNode frame =
        Json.object().put("message", message).put("error", code).put("code", POLICY_VIOLATION);
    if (context != null) {
      frame.put(contextKey(), context);
    }
    return Json.text(frame);
  }

  private String contextKey() {
    return snakeCase ? "context_id" : "contextId";
  }

  private String finalKey() {
    return snakeCase ? "is_final" : "isFinal";
  }
}
