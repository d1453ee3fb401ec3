// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.provider;

import dev.trunkline.events.FailureCategory;
import java.util.Locale;
import java.util.Optional;

/**
 * The errors Scribe reports in a message ({@code message_type} is the constant's name in lower
 * case), each with its category and what a client should do. Source: the event reference of the
 * realtime API; the remedies for throttled commits come from field reports.
 */
public enum ScribeError {
  AUTH_ERROR(FailureCategory.REFUSED, Remedy.STOP),
  UNACCEPTED_TERMS(FailureCategory.REFUSED, Remedy.STOP),
  QUOTA_EXCEEDED(FailureCategory.QUOTA_SPENT, Remedy.STOP),
  INVALID_REQUEST(FailureCategory.INVALID_REQUEST, Remedy.STOP),
  INPUT_ERROR(FailureCategory.INVALID_REQUEST, Remedy.STOP),
  CHUNK_SIZE_EXCEEDED(FailureCategory.INVALID_REQUEST, Remedy.STOP),
  COMMIT_THROTTLED(FailureCategory.THROTTLED, Remedy.COMMIT_AGAIN),
  INSUFFICIENT_AUDIO_ACTIVITY(FailureCategory.UNAVAILABLE, Remedy.WAIT_FOR_SPEECH),
  SESSION_TIME_LIMIT_EXCEEDED(FailureCategory.UNAVAILABLE, Remedy.RECONNECT_AT_ONCE),
  RATE_LIMITED(FailureCategory.THROTTLED, Remedy.BACK_OFF),
  QUEUE_OVERFLOW(FailureCategory.THROTTLED, Remedy.SLOW_DOWN),
  RESOURCE_EXHAUSTED(FailureCategory.THROTTLED, Remedy.BACK_OFF),
  TRANSCRIBER_ERROR(FailureCategory.UNAVAILABLE, Remedy.BACK_OFF),
  ERROR(FailureCategory.UNAVAILABLE, Remedy.BACK_OFF);

  /** What an error calls for. */
  public enum Remedy {
    /** Nothing but an operator helps. */
    STOP,
    /** The session goes on; the commit was not taken. */
    COMMIT_AGAIN,
    /** The session is over, and a new one is only worth while once somebody speaks. */
    WAIT_FOR_SPEECH,
    /** The session is over for no fault: open another. */
    RECONNECT_AT_ONCE,
    /** Open another session after a while. */
    BACK_OFF,
    /**
     * Nobody was asked, for whoever could be has failed too often of late: it will be again soon.
     */
    ASK_LATER,
    /** As {@link #BACK_OFF}, and send late audio more slowly than before. */
    SLOW_DOWN
  }

  private final FailureCategory category;
  private final Remedy remedy;

  ScribeError(FailureCategory category, Remedy remedy) {
    this.category = category;
    this.remedy = remedy;
  }

  /** What kind of failure it is. */
  public FailureCategory category() {
    return category;
  }

  /** What should be done. */
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

  /** Its {@code message_type}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
