// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.measure;

import dev.trunkline.simulator.speech.Clip;
import dev.trunkline.simulator.speech.Clips;
import dev.trunkline.simulator.telephone.PhoneCall;
import dev.trunkline.simulator.telephone.media.CallerUtterance;
import dev.trunkline.simulator.telephone.record.AudibleStretchDetector;
import dev.trunkline.simulator.telephone.record.LineEvent;
import dev.trunkline.simulator.telephone.record.Samples;
import dev.trunkline.simulator.telephone.record.SoundStretch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A caller in a benchmark: speaks, waits, listens, and records the times. For one thread. */
public final class MeasuringCaller {
  private static final int AUDIBLE_RMS = 200;
  private static final int QUIET_MS = 900;
  private static final int PATIENCE_MS = 15_000;
  private static final Clips SENTENCES = Clips.bundled();
  private static final Clips REACTIONS = Clips.reactions();

  private final PhoneCall call;
  private final List<SoundStretch> spoken = new ArrayList<>();
  private boolean saidToItsEnd;

  public MeasuringCaller(PhoneCall call) {
    this.call = call;
  }

  public String sid() {
    return call.sid();
  }

  /** Says a recorded sentence or reaction now; returns where it is audible, once it is said. */
  public SoundStretch say(String text) throws InterruptedException {
    Clip clip = SENTENCES.saying(text).or(() -> REACTIONS.saying(text)).orElseThrow();
    return say(text, clip.muLaw(), 0);
  }

  /** Says 8 kHz µ-law, not before {@code atMs}. */
  public SoundStretch say(String text, byte[] ulaw, double atMs) throws InterruptedException {
    CallerUtterance saying = call.sayAt(text, ulaw, atMs);
    long wait = (long) (Math.max(0, atMs - call.nowMs()) + Samples.toMs(ulaw.length) + 5_000);
    saidToItsEnd = get(saying.said(), wait).isPresent();
    long begun = get(saying.begun(), 0).orElse(Samples.ofMs(call.nowMs()));
    SoundStretch words = AudibleStretchDetector.span(ulaw, AUDIBLE_RMS).shifted(begun);
    spoken.add(words);
    return words;
  }

  /** False if the call ended before the last thing was said to its end. */
  public boolean saidToItsEnd() {
    return saidToItsEnd;
  }

  /**
   * Lets the assistant finish what it begins to say after {@code sinceMs}; false if it is silent.
   */
  public boolean letFinish(double sinceMs) throws InterruptedException {
    return letFinish(sinceMs, QUIET_MS);
  }

  /** The same; who has been quiet for {@code quietMs} has finished. */
  public boolean letFinish(double sinceMs, int quietMs) throws InterruptedException {
    return get(call.assistantSpokenThenQuiet(sinceMs, quietMs), PATIENCE_MS + quietMs).isPresent();
  }

  /** Where the assistant begins to speak after {@code sinceMs}. */
  public Optional<Double> begins(double sinceMs) throws InterruptedException {
    return get(call.assistantBegins(sinceMs), PATIENCE_MS);
  }

  /** Waits until the call has lasted this many milliseconds. */
  public void await(double ms) throws InterruptedException {
    while (call.nowMs() < ms && !call.ended().isDone()) {
      var _ = get(call.ended(), Math.max(1, (long) (ms - call.nowMs())));
    }
  }

  public double nowMs() {
    return call.nowMs();
  }

  /** How often the gateway has stopped the assistant's sound since a moment. */
  public int clearsSince(double ms) {
    return (int)
        call.recording().events().stream()
            .filter(event -> event.kind() == LineEvent.Kind.CLEARED && event.atMs() >= ms)
            .count();
  }

  /** The stretch of the assistant's that is heard at a moment. */
  public Optional<SoundStretch> heardAt(double ms) {
    long at = Samples.ofMs(ms);
    return call.recording().assistantStretches().stream()
        .filter(s -> s.from() <= at && s.to() > at)
        .findFirst();
  }

  /** The first stretch of the assistant's that begins after a moment. */
  public Optional<SoundStretch> heardAfter(double ms) {
    long at = Samples.ofMs(ms);
    return call.recording().assistantStretches().stream()
        .filter(s -> s.from() >= at)
        .min(Comparator.comparingLong(SoundStretch::from));
  }

  /**
   * How much of the answer to the first thing said was heard before it fell silent under the
   * second; empty if the second came too late.
   */
  public OptionalDouble playedUntilSpokenOver() {
    if (spoken.size() < 2) {
      return OptionalDouble.empty();
    }
    Optional<SoundStretch> answer = heardAfter(spoken.get(0).toMs());
    Optional<SoundStretch> over = heardAt(spoken.get(1).fromMs());
    return answer.isPresent() && over.isPresent()
        ? OptionalDouble.of(over.get().toMs() - answer.get().fromMs())
        : OptionalDouble.empty();
  }

  private static <T> Optional<T> get(CompletableFuture<T> future, long ms)
      throws InterruptedException {
    try {
      return Optional.of(future.get(ms, TimeUnit.MILLISECONDS));
    } catch (TimeoutException | CancellationException | ExecutionException e) {
      return Optional.empty();
    }
  }
}
