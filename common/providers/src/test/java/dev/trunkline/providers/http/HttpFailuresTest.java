// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.providers.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.FailureCategory;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpFailuresTest {

  @ParameterizedTest
  @CsvSource({
    "200, UNAVAILABLE",
    "302, UNAVAILABLE",
    "400, INVALID_REQUEST",
    "401, REFUSED",
    "402, REFUSED",
    "403, REFUSED",
    "404, INVALID_REQUEST",
    "408, TIMED_OUT",
    "422, INVALID_REQUEST",
    "429, THROTTLED",
    "500, UNAVAILABLE",
    "503, UNAVAILABLE",
    "599, UNAVAILABLE"
  })
  void mapsStatusToCategory(int status, FailureCategory category) {
    assertThat(HttpFailures.category(status)).isEqualTo(category);
  }

  @Test
  void mapsExceptionToCategory() {
    assertThat(HttpFailures.category(new SocketTimeoutException()))
        .isEqualTo(FailureCategory.TIMED_OUT);
    assertThat(HttpFailures.category(new InterruptedIOException("timeout")))
        .isEqualTo(FailureCategory.TIMED_OUT);
    assertThat(HttpFailures.category(new ProtocolException())).isEqualTo(FailureCategory.GARBLED);
    assertThat(HttpFailures.category(new ConnectException()))
        .isEqualTo(FailureCategory.UNAVAILABLE);
    assertThat(HttpFailures.category(new IOException())).isEqualTo(FailureCategory.UNAVAILABLE);
  }

  @ParameterizedTest
  @CsvSource({
    "Retry-After, 2, 2000",
    "retry-after, 0.5, 500",
    "retry-after-ms, 150, 150",
    "Retry-After, -1, 0",
    "Retry-After, NaN, 0",
    "Retry-After, 1e300, 86400000",
    "Retry-After, 'Wed, 21 Oct 2026 07:28:00 GMT', 0"
  })
  void readsHowLongTheProviderAsksToWait(String header, String value, long ms) {
    assertThat(HttpFailures.retryAfterMs(Headers.of(header, value))).isEqualTo(ms);
  }

  @Test
  void prefersMillisecondsOverSeconds() {
    assertThat(HttpFailures.retryAfterMs(Headers.of("retry-after", "1", "retry-after-ms", "20")))
        .isEqualTo(20);
    assertThat(HttpFailures.retryAfterMs(Headers.of())).isZero();
  }
}
