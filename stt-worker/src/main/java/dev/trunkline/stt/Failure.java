// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import dev.trunkline.events.FailureCategory;
import dev.trunkline.stt.provider.ScribeError;
import dev.trunkline.stt.provider.ScribeError.Remedy;
import dev.trunkline.stt.provider.ScribeEvent;

/**
 * Why a connection is of no more use.
 *
 * @param detail for people; nothing the caller said
 * @param retryAfterMs how long the provider asks to wait, 0 if it does not say
 */
record Failure(FailureCategory category, Remedy remedy, String detail, long retryAfterMs) {
  private static final int DETAIL_LENGTH = 200;

  Failure {
    detail = detail.length() > DETAIL_LENGTH ? detail.substring(0, DETAIL_LENGTH) : detail;
  }

  /** The same with something else to be done about it. */
  Failure with(Remedy other) {
    return new Failure(category, other, detail, retryAfterMs);
  }

  static Failure timedOut(String detail) {
    return new Failure(FailureCategory.TIMED_OUT, Remedy.BACK_OFF, detail, 0);
  }

  static Failure of(ScribeEvent.ErrorReported event) {
    return of(event.error(), event.text());
  }

  /** A close is no better than its reason, which may name an error even beside code 1000. */
  static Failure of(ScribeEvent.Closed event) {
    return ScribeError.named(event.reason())
        .map(error -> of(error, "closed"))
        .orElseGet(() ->
            new Failure(
                FailureCategory.UNAVAILABLE, Remedy.BACK_OFF, "closed with " + event.code(), 0));
  }

  static Failure of(ScribeEvent.Broken event) {
    Remedy remedy = event.category().isPermanent() ? Remedy.STOP : Remedy.BACK_OFF;
    return new Failure(event.category(), remedy, event.detail(), event.retryAfterMs());
  }

  private static Failure of(ScribeError error, String text) {
    return new Failure(
        error.category(),
        error.remedy(),
        error.wireName() + (text.isEmpty() ? "" : ": " + text),
        0);
  }
}
