package dev.trunkline.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;

/** The gateway's counters. Thread-safe. */
public final class GatewayMeters {
  private static final String PREFIX = "trunkline.gateway.";

  /** Why a message from Twilio's side was not used. */
  public enum Rejection {
    /** Not the JSON that the protocol promises. */
    MALFORMED,
    UNKNOWN_EVENT,
    /** Of another stream than the socket's. */
    WRONG_STREAM,
    /** Not the caller's audio. */
    WRONG_TRACK,
    BINARY,
    BEFORE_START,
    SECOND_START,
    /** Not µ-law at 8 kHz. */
    WRONG_FORMAT,
    BAD_TOKEN,
    /** More messages than a call can have. */
    TOO_MANY,
    TOO_LARGE,
    /** A mark that is not among those we wait for, as after a {@code clear}. */
    STALE_MARK
  }

  /** Why audio for the caller was not played. */
  public enum Drop {
    /** Played or queued before. */
    REPEATED,
    BELOW_FLOOR,
    QUEUE_FULL,
    /** The call is not here. */
    UNKNOWN_CALL
  }

  private final MeterRegistry registry;
  private final Map<Rejection, Counter> rejections = new EnumMap<>(Rejection.class);
  private final Map<Drop, Counter> drops = new EnumMap<>(Drop.class);
  private final Counter framesIn;
  private final Counter messagesMissed;
  private final Counter framesOut;
  private final Counter interrupts;
  private final Counter underruns;

  public GatewayMeters(MeterRegistry registry) {
    this.registry = registry;
    for (Rejection kind : Rejection.values()) {
      rejections.put(kind, counter("messages.rejected", "kind", kind));
    }
    for (Drop reason : Drop.values()) {
      drops.put(reason, counter("playback.dropped", "reason", reason));
    }
    framesIn = registry.counter(PREFIX + "frames.in");
    messagesMissed = registry.counter(PREFIX + "messages.missed");
    framesOut = registry.counter(PREFIX + "frames.out");
    interrupts = registry.counter(PREFIX + "interrupts");
    underruns = registry.counter(PREFIX + "playback.underruns");
  }

  /** Shows how many calls have a stream. */
  public void showSessions(IntSupplier sessions) {
    Gauge.builder(PREFIX + "sessions", sessions, IntSupplier::getAsInt)
        .strongReference(true)
        .register(registry);
  }

  /** A frame of caller audio was taken. */
  public void frameIn() {
    framesIn.increment();
  }

  /** A gap in Twilio's sequence numbers: that many messages never came. */
  public void messagesMissed(long count) {
    messagesMissed.increment((double) count);
  }

  /** A chunk of audio was sent to the caller. */
  public void frameOut() {
    framesOut.increment();
  }

  /** The floor of a call was raised. */
  public void interrupt() {
    interrupts.increment();
  }

  /** The next audio of a turn came after the last had been played. */
  public void underrun() {
    underruns.increment();
  }

  public void rejected(Rejection kind) {
    count(rejections, kind);
  }

  public void dropped(Drop reason) {
    count(drops, reason);
  }

  /** A webhook was answered in this way. */
  public void webhook(String answer) {
    registry.counter(PREFIX + "webhooks", "answer", answer).increment();
  }

  /** A stream was closed because the other side did not read. */
  public void overflow() {
    registry.counter(PREFIX + "streams.overflowed").increment();
  }

  private <K extends Enum<K>> Counter counter(String name, String tag, K value) {
    return registry.counter(
        PREFIX + name, tag, value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private static <K extends Enum<K>> void count(Map<K, Counter> counters, K key) {
    Counter counter = counters.get(key);
    if (counter != null) {
      counter.increment();
    }
  }
}
