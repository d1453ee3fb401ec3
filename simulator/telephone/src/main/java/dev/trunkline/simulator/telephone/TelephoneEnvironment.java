// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What a telephone takes from outside.
 *
 * @param clock wall clock for timestamps in messages; never for durations
 * @param nanoTime monotonic clock, for what happens
 * @param random for sids, masks and line noise; for any thread
 * @param tls for {@code https} and {@code wss}
 * @param trust the trust of {@code tls}, or null for the JDK's
 */
public record TelephoneEnvironment(
    InstantSource clock,
    LongSupplier nanoTime,
    RandomGenerator random,
    SSLSocketFactory tls,
    @Nullable X509TrustManager trust) {

  /** The real world. Certificates are checked against the JDK's trust store. */
  public static TelephoneEnvironment real() {
    return new TelephoneEnvironment(
        InstantSource.system(),
        System::nanoTime,
        new ThreadSafeRandom(new SecureRandom().nextLong()),
        (SSLSocketFactory) SSLSocketFactory.getDefault(),
        null);
  }

  /** Real time, chance that can be repeated. */
  public static TelephoneEnvironment seeded(long seed) {
    TelephoneEnvironment real = real();
    return new TelephoneEnvironment(
        real.clock, real.nanoTime, new ThreadSafeRandom(seed), real.tls, real.trust);
  }

  /** Cheap randomness for every thread; nothing here is a secret. */
  private static final class ThreadSafeRandom implements RandomGenerator {
    private final java.util.concurrent.atomic.AtomicLong state;

    ThreadSafeRandom(long seed) {
      state = new java.util.concurrent.atomic.AtomicLong(seed);
    }

    /** SplitMix64. */
    @Override
    public long nextLong() {
      long z = state.addAndGet(0x9E3779B97F4A7C15L);
      z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      return z ^ (z >>> 31);
    }
  }
}
