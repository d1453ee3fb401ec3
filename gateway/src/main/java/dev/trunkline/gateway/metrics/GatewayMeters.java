// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.metrics;

import dev.trunkline.runtime.telemetry.DroppedRecords;
import dev.trunkline.runtime.telemetry.EnumCounters;
import dev.trunkline.runtime.telemetry.Gauges;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;

/** What the gateway counts and shows. Thread-safe. */
public final class GatewayMeters {
  private static final String PREFIX = "trunkline.gateway.";
  private static final String STAGE = "gateway";
  private static final List<String> ANSWERS =
      List.of(
          "stream",
          "resume",
          "busy",
          "hang-up",
          "apology",
          "detour",
          "goodbye",
          "elsewhere",
          "status",
          "refused",
          "invalid",
          "handshake-refused");

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

  /** Why a new call was not taken. */
  public enum Refusal {
    /** As many calls are in hand as there may be. */
    CALLS,
    /** The processors are busy. */
    CPU,
    /** Speech is sent late. */
    LAG,
    /** Kafka is away. */
    KAFKA
  }

  private final MeterRegistry registry;
  private final EnumCounters<Refusal> refusals;
  private final EnumCounters<Rejection> rejections;
  private final EnumCounters<Drop> drops;
  private final Counter framesIn;
  private final Counter messagesMissed;
  private final Counter framesOut;
  private final Counter interrupts;
  private final Counter pauses;
  private final Counter resumes;
  private final Counter gapsCovered;
  private final Counter underruns;
  private final Counter overflows;

  public GatewayMeters(MeterRegistry registry) {
    this.registry = registry;
    rejections =
        new EnumCounters<>(
            registry, PREFIX + "messages.rejected", Tags.empty(), "kind", Rejection.class);
    refusals =
        new EnumCounters<>(
            registry, PREFIX + "calls.refused", Tags.empty(), "reason", Refusal.class);
    drops = DroppedRecords.of(registry, STAGE, Drop.class);
    framesIn = registry.counter(PREFIX + "frames.in");
    messagesMissed = registry.counter("trunkline.audio.frames.missing", "stage", STAGE);
    framesOut = registry.counter(PREFIX + "frames.out");
    interrupts = registry.counter(PREFIX + "interrupts");
    pauses = registry.counter(PREFIX + "pauses");
    resumes = registry.counter(PREFIX + "resumes");
    gapsCovered = registry.counter(PREFIX + "gaps.covered");
    underruns = registry.counter(PREFIX + "playback.underruns");
    overflows = registry.counter(PREFIX + "streams.overflowed");
    ANSWERS.forEach(this::webhooks);
  }

  /** Shows how many calls have a stream, and how many there may be. */
  public void showSessions(IntSupplier sessions, int most) {
    Gauges.showCalls(registry, STAGE, sessions::getAsInt);
    Gauges.show(registry, PREFIX + "calls.limit", Tags.empty(), () -> most);
  }

  /** Shows how much speech waits to be sent to callers. */
  public void showQueued(DoubleSupplier seconds) {
    Gauges.show(registry, PREFIX + "playback.queued.seconds", Tags.empty(), seconds);
  }

  /** Shows how busy the gateway is. */
  public void showLoad(DoubleSupplier cpu, DoubleSupplier lagSeconds) {
    Gauges.show(registry, PREFIX + "cpu.load", Tags.empty(), cpu);
    Gauges.show(registry, PREFIX + "playback.lag.seconds", Tags.empty(), lagSeconds);
  }

  /** A new call was not taken. */
  public void refused(Refusal reason) {
    refusals.count(reason);
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

  /**
   * Speech was held back because the caller may be about to interrupt, or a turn is not wanted yet.
   */
  public void pause() {
    pauses.increment();
  }

  /** It went on. */
  public void resume() {
    resumes.increment();
  }

  /** A caller heard the gateway's own words, because a stage has nobody. */
  public void covered() {
    gapsCovered.increment();
  }

  /** The next audio of a turn came after the last had been played. */
  public void underrun() {
    underruns.increment();
  }

  public void rejected(Rejection kind) {
    rejections.count(kind);
  }

  public void dropped(Drop reason) {
    drops.count(reason);
  }

  /** A webhook was answered in this way. */
  public void webhook(String answer) {
    webhooks(answer).increment();
  }

  /** A stream was closed because the other side did not read. */
  public void overflow() {
    overflows.increment();
  }

  private Counter webhooks(String answer) {
    return registry.counter(PREFIX + "webhooks", "answer", answer);
  }
}
