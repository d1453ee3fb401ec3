// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.cover;

import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.runtime.settings.Settings;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a caller hears a few words of the gateway's own: when a stage has nobody, so that no
 * answer can come, and both have been silent for a while. Costs nothing while all is well.
 * Thread-safe.
 */
public final class GapCover {
  private static final Duration AGAIN = Duration.ofSeconds(10);

  /** Callers are only listened to during an outage; who speaks as it begins is heard by then. */
  private static final Duration LISTENING = Duration.ofMillis(500);

  /** Louder on average is speech; a quiet line and most rooms are below it. */
  private static final int SPEECH_AMPLITUDE = 500;

  /**
   * How.
   *
   * @param ulaw what is said, 8 kHz
   * @param after so long both must have been silent; zero to say nothing ever
   */
  public record Words(byte[] ulaw, Duration after) {
    /** Reads {@code COVER_AUDIO} and {@code COVER_AFTER_MS}. */
    public static Words from(Settings settings) {
      return new Words(
          CoverSound.from(settings),
          Duration.ofMillis(settings.integer("COVER_AFTER_MS", 2_000, 0, 60_000)));
    }
  }

  /** One call's silence. */
  public static final class Gap {
    private volatile long callerNanos;
    private volatile long coveredNanos;
    private volatile boolean covered;
  }

  private final Words words;
  private final Supplier<@Nullable Outage> outages;
  private final LongSupplier nanoTime;

  public GapCover(Words words, Supplier<@Nullable Outage> outages, LongSupplier nanoTime) {
    this.words = words;
    this.outages = outages;
    this.nanoTime = nanoTime;
  }

  public Gap newGap() {
    var gap = new Gap();
    gap.callerNanos = nanoTime.getAsLong();
    return gap;
  }

  /** How it is said. */
  public Words words() {
    return words;
  }

  /** What is amiss; null if nothing is, or nothing would be said. */
  public @Nullable Outage outage() {
    return words.after().isZero() ? null : outages.get();
  }

  /** A frame of the caller's, during an outage. */
  public void heard(Gap gap, byte[] ulaw) {
    long sum = 0;
    for (byte code : ulaw) {
      sum += Math.abs(MuLaw.decode(code));
    }
    if (sum > (long) SPEECH_AMPLITUDE * ulaw.length) {
      gap.callerNanos = nanoTime.getAsLong();
    }
  }

  /** True if something is to be said now, unless the assistant is heard. */
  public boolean isDue(Gap gap, Outage outage) {
    long now = nanoTime.getAsLong();
    boolean first = !gap.covered || gap.coveredNanos - outage.sinceNanos() < 0;
    return now - outage.sinceNanos() >= LISTENING.toNanos()
        && now - gap.callerNanos >= words.after().toNanos()
        && (first || now - gap.coveredNanos >= AGAIN.toNanos());
  }

  /** It was said. */
  public void covered(Gap gap) {
    gap.coveredNanos = nanoTime.getAsLong();
    gap.covered = true;
  }
}
