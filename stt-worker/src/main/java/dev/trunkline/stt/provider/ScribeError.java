// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.provider;

import dev.trunkline.events.FailureCategory;
import dev.trunkline.stt.core.Remedy;
import java.util.Locale;
import java.util.Optional;

/**
 * The errors that Scribe reports in a message ({@code message_type} is the constant's name in lower
 * case), each with its category and remedy. Source: the event reference of the realtime API; the
 * remedies for throttled commits come from field reports.
 */
public enum ScribeError {
  AUTH_ERROR(FailureCategory.REFUSED, Remedy.STOP),
  UNACCEPTED_TERMS(FailureCategory.REFUSED, Remedy.STOP),
  QUOTA_EXCEEDED(FailureCategory.QUOTA_SPENT, Remedy.STOP),
  INVALID_REQUEST(FailureCategory.INVALID_REQUEST, Remedy.STOP),
  INPUT_ERROR(FailureCategory.INVALID_REQUEST, Remedy.STOP),
  CHUNK_SIZE_EXCEEDED(FailureCategory.INVALID_REQUEST, Remedy.STOP),
  COMMIT_THROTTLED(FailureCategory.THROTTLED, Remedy.RETRY_COMMIT),
  INSUFFICIENT_AUDIO_ACTIVITY(FailureCategory.UNAVAILABLE, Remedy.WAIT_FOR_SPEECH),
  SESSION_TIME_LIMIT_EXCEEDED(FailureCategory.UNAVAILABLE, Remedy.RECONNECT_NOW),
  RATE_LIMITED(FailureCategory.THROTTLED, Remedy.BACK_OFF),
  QUEUE_OVERFLOW(FailureCategory.THROTTLED, Remedy.SLOW_DOWN),
  RESOURCE_EXHAUSTED(FailureCategory.THROTTLED, Remedy.BACK_OFF),
  TRANSCRIBER_ERROR(FailureCategory.UNAVAILABLE, Remedy.BACK_OFF),
  ERROR(FailureCategory.UNAVAILABLE, Remedy.BACK_OFF);

  private final FailureCategory category;
  private final Remedy remedy;

  ScribeError(FailureCategory category, Remedy remedy) {
    this.category = category;
    this.remedy = remedy;
  }

  public FailureCategory category() {
    return category;
  }

  public Remedy remedy() {
    return remedy;
  }

  /** The error with this name on the wire. */
  public static Optional<ScribeError> named(String wireName) {
    for (ScribeError error : values()) {
      if (error.wireName().equals(wireName)) {
        return Optional.of(error);
      }
    }
    return Optional.empty();
  }

  /** The {@code message_type} of the error. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
