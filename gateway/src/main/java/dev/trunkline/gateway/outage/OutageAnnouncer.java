// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.outage;

import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.runtime.assistant.Assistants;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a caller hears the gateway's own announcement: when a stage has no live worker, so
 * that no answer can come, and caller and assistant have been silent for a while. Costs nothing
 * without an outage. Thread-safe.
 */
public final class OutageAnnouncer {
  private static final Duration REPEAT_AFTER = Duration.ofSeconds(10);

  /** Caller audio is only examined during an outage, so a caller is given this time to be heard. */
  private static final Duration LISTEN_FIRST = Duration.ofMillis(500);

  /** Mean amplitude above which a frame is speech; a quiet line and most rooms are below it. */
  private static final int SPEECH_AMPLITUDE = 500;

  /**
   * What callers hear.
   *
   * @param ulaw 8 kHz µ-law
   * @param after how long caller and assistant must have been silent; zero disables announcements
   */
  public record Announcement(byte[] ulaw, Duration after) {
    /**
     * As the assistants file says.
     *
     * @throws dev.trunkline.runtime.settings.InvalidSetting if it names no telephone recording
     */
    public static Announcement from(Assistants assistants) {
      return new Announcement(
          AnnouncementAudio.from(assistants), Duration.ofMillis(assistants.outage().afterMs()));
    }
  }

  private final Announcement announcement;
  private final Supplier<@Nullable StageOutage> outages;
  private final LongSupplier nanoTime;

  public OutageAnnouncer(
      Announcement announcement, Supplier<@Nullable StageOutage> outages, LongSupplier nanoTime) {
    this.announcement = announcement;
    this.outages = outages;
    this.nanoTime = nanoTime;
  }

  /** The silence of a call that begins now. */
  public CallSilence newSilence() {
    return new CallSilence(nanoTime.getAsLong());
  }

  public Announcement announcement() {
    return announcement;
  }

  /** The current outage; null without one, or if announcements are disabled. */
  public @Nullable StageOutage outage() {
    return announcement.after().isZero() ? null : outages.get();
  }

  /** Examines a frame of caller audio during an outage. */
  public void onCallerAudio(CallSilence silence, byte[] ulaw) {
    long sum = 0;
    for (byte code : ulaw) {
      sum += Math.abs(MuLaw.decode(code));
    }
    if (sum > (long) SPEECH_AMPLITUDE * ulaw.length) {
      silence.callerSpokeNanos = nanoTime.getAsLong();
    }
  }

  /** True if the announcement is due now, provided the assistant has been silent as well. */
  public boolean isDue(CallSilence silence, StageOutage outage) {
    long now = nanoTime.getAsLong();
    boolean first = !silence.announced || silence.announcedNanos - outage.sinceNanos() < 0;
    return now - outage.sinceNanos() >= LISTEN_FIRST.toNanos()
        && now - silence.callerSpokeNanos >= announcement.after().toNanos()
        && (first || now - silence.announcedNanos >= REPEAT_AFTER.toNanos());
  }

  /** Records that the announcement was played. */
  public void onAnnounced(CallSilence silence) {
    silence.announcedNanos = nanoTime.getAsLong();
    silence.announced = true;
  }
}
