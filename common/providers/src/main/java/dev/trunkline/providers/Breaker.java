// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.providers;

import dev.trunkline.events.FailureCategory;
import dev.trunkline.runtime.time.SteadyClock;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The circuit breaker of an endpoint. It opens when half of the last requests failed for a reason
 * that lies with the endpoint; while it is open, no request is sent, so that no caller waits for a
 * timeout that is certain to come. After {@link Limits#open} it lets one trial request through,
 * whose result closes or reopens it. With {@link Limits.Probes} the trials begin sooner.
 *
 * <p>For every request that was admitted, report a result at least once, and for a connection that
 * stays open, each result. Thread-safe; never blocks.
 */
public final class Breaker {
  /**
   * When it opens, and for how long.
   *
   * @param requests size of the sliding window; it opens after at least half of them
   * @param open how long it stays open
   * @param probes sooner trials; null for none
   */
  public record Limits(int requests, Duration open, @Nullable Probes probes) {
    /** Opens for {@code open} each time. */
    public Limits(int requests, Duration open) {
      this(requests, open, null);
    }

    /**
     * Trials of a breaker that callers wait for: one request at a time, after waits that grow with
     * each failure but not beyond {@link Limits#open}.
     */
    public record Probes(Backoff backoff, RandomGenerator random) {}

    /** The same with sooner trials. */
    public Limits with(Probes sooner) {
      return new Limits(requests, open, sooner);
    }

    /** How long it stays open after {@code failures} trials in a row that failed, from 1. */
    private long openMs(int failures) {
      long openMs = open.toMillis();
      return probes == null
          ? openMs
          : Math.clamp(probes.backoff().delay(failures, probes.random()).toMillis(), 1, openMs);
    }

    private static final Limits STANDARD = new Limits(10, Duration.ofSeconds(5));

    /** Those of every provider. */
    public static Limits standard() {
      return STANDARD;
    }
  }

  /** The library counts exceptions only; without a stack trace, which nothing would read. */
  private static final class ProviderFailed extends Exception {
    ProviderFailed() {
      super("the provider failed", null, false, false);
    }
  }

  private static final float HALF = 50;

  private final CircuitBreaker breaker;

  /**
   * Starts closed.
   *
   * @param nanoTime as {@link System#nanoTime}: setting the wall clock does not affect the breaker
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
                .waitIntervalFunctionInOpenState(limits::openMs)
                .permittedNumberOfCallsInHalfOpenState(1)
                .build());
  }

  /** True if a request may be sent now; the caller then sends one. */
  public boolean admits() {
    return breaker.tryAcquirePermission();
  }

  /** A request succeeded. */
  public void succeeded() {
    breaker.onSuccess(0, TimeUnit.NANOSECONDS);
  }

  /** A request failed. One that every provider would reject says nothing about this endpoint. */
  public void failed(FailureCategory category) {
    if (category == FailureCategory.INVALID_REQUEST) {
      unknown();
    } else {
      breaker.onError(0, TimeUnit.NANOSECONDS, new ProviderFailed());
    }
  }

  /** A request was abandoned before its result was known. */
  public void unknown() {
    breaker.releasePermission();
  }

  /** For a gauge: 0 closed, 1 half open (a trial request is running), 2 open. */
  double state() {
    return switch (breaker.getState()) {
      case CLOSED, DISABLED, METRICS_ONLY -> 0;
      case HALF_OPEN -> 1;
      case OPEN, FORCED_OPEN -> 2;
    };
  }
}
