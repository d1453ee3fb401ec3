// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.providers;

import dev.trunkline.events.FailureCategory;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.runtime.time.SteadyClock;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether an endpoint is worth asking. It is until half of the last requests have failed in a way
 * that says something about the endpoint; then nobody asks for a while, so that no caller waits for
 * a time-out that is known to come. After that one request is let through, and what becomes of it
 * decides.
 *
 * <p>Whoever was admitted says what came of it: once at least, and as often as something comes of a
 * connection that lives on. Thread-safe; nothing here waits.
 */
public final class Breaker {
  /**
   * When it opens, and for how long.
   *
   * @param requests it judges by the last so many, and not before half of these were made
   * @param open how long nobody asks
   */
  public record Limits(int requests, Duration open) {
    /** Reads {@code BREAKER_*}. */
    public static Limits from(Settings settings) {
      return new Limits(
          settings.integer("BREAKER_REQUESTS", 10, 2, 1_000),
          Duration.ofMillis(settings.integer("BREAKER_OPEN_MS", 5_000, 100, 600_000)));
    }
  }

  /** The library wants an exception; where it was thrown is of no interest. */
  private static final class ProviderFailed extends Exception {
    ProviderFailed() {
      super("the provider failed", null, false, false);
    }
  }

  private static final float HALF = 50;

  private final CircuitBreaker breaker;

  /**
   * Closed.
   *
   * @param nanoTime as {@link System#nanoTime}, so that a wall clock that is set opens nothing
   */
  public Breaker(String name, Limits limits, LongSupplier nanoTime) {
    breaker =
        CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .clock(new SteadyClock(InstantSource.system(), nanoTime).withZone(ZoneOffset.UTC))
                .slidingWindow(
                    limits.requests(), (limits.requests() + 1) / 2, SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(HALF)
                .waitDurationInOpenState(limits.open())
                .permittedNumberOfCallsInHalfOpenState(1)
                .build());
  }

  /** True if the endpoint may be asked now, and will be. */
  public boolean admits() {
    return breaker.tryAcquirePermission();
  }

  /** The endpoint did what it was asked for. */
  public void succeeded() {
    breaker.onSuccess(0, TimeUnit.NANOSECONDS);
  }

  /** It did not. A request that no provider would take says nothing about this one. */
  public void failed(FailureCategory category) {
    if (category == FailureCategory.INVALID_REQUEST) {
      unknown();
    } else {
      breaker.onError(0, TimeUnit.NANOSECONDS, new ProviderFailed());
    }
  }

  /** Nobody waited for what would have come of it. */
  public void unknown() {
    breaker.releasePermission();
  }

  /** For a gauge: 0 closed, 1 half open (one request is being tried), 2 open. */
  double state() {
    return switch (breaker.getState()) {
      case CLOSED, DISABLED, METRICS_ONLY -> 0;
      case HALF_OPEN -> 1;
      case OPEN, FORCED_OPEN -> 2;
    };
  }
}
