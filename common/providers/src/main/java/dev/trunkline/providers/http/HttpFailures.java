// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.providers.http;

import dev.trunkline.events.FailureCategory;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.time.Duration;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What a failed HTTP request or WebSocket upgrade means, for all providers. Where one provider
 * means something else by a status, its own code says so before it asks here.
 */
public final class HttpFailures {
  private static final double MAX_RETRY_AFTER_MS = Duration.ofDays(1).toMillis();

  private HttpFailures() {}

  /** The category of a response that is not the one asked for. */
  public static FailureCategory category(int status) {
    return switch (status) {
      case 401, 402, 403 -> FailureCategory.REFUSED;
      case 408 -> FailureCategory.TIMED_OUT;
      case 429 -> FailureCategory.THROTTLED;
      default ->
          status >= 400 && status < 500
              ? FailureCategory.INVALID_REQUEST
              : FailureCategory.UNAVAILABLE;
    };
  }

  /** The category of a connection that broke, or was never established. */
  public static FailureCategory category(Throwable e) {
    return switch (e) {
      case InterruptedIOException timeout -> FailureCategory.TIMED_OUT; // also a SocketTimeout
      case ProtocolException protocol -> FailureCategory.GARBLED;
      default -> FailureCategory.UNAVAILABLE;
    };
  }

  /**
   * How long the provider asks to wait, in milliseconds: {@code retry-after-ms} (OpenAI's), or
   * {@code Retry-After} in seconds, at most a day. 0 if it does not ask, or names a date: that
   * would need the provider's clock.
   */
  public static long retryAfterMs(Headers headers) {
    double exact = number(headers.get("retry-after-ms"));
    double ms = exact > 0 ? exact : 1_000 * number(headers.get("Retry-After"));
    return Math.round(Math.clamp(ms, 0, MAX_RETRY_AFTER_MS));
  }

  private static double number(@Nullable String text) {
    try {
      double number = text == null ? 0 : Double.parseDouble(text);
      return Double.isNaN(number) ? 0 : number;
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
