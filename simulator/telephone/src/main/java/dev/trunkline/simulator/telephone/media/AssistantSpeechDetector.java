// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.media;

import dev.trunkline.simulator.telephone.record.Recording;
import dev.trunkline.simulator.telephone.record.Samples;
import dev.trunkline.simulator.telephone.record.SoundStretch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Detects the assistant's speech as a caller hears it: it starts, it continues, it has been quiet
 * long enough that it must have finished. Judged by the energy of what was played out and by
 * whether anything is still waiting to be. Guarded by the line's lock.
 */
public final class AssistantSpeechDetector {
  /** Receives changes, on the ticker's thread. */
  public interface Listener {
    /** The assistant can be heard from {@code position} on. */
    void assistantSpeaks(long position);

    /** The assistant was last heard at {@code position}, and has been quiet since. */
    void assistantQuiet(long position);
  }

  private record Wish(long since, long quiet, CompletableFuture<Long> done) {
    boolean wantsQuiet() {
      return quiet > 0;
    }
  }

  private final Recording recording;
  private final long quiet;
  private final Listener listener;
  private final List<Wish> wishes = new ArrayList<>();
  private boolean speaking;
  private long heardUpTo = -1;

  AssistantSpeechDetector(Recording recording, int quietMs, Listener listener) {
    this.recording = recording;
    this.quiet = Samples.ofMs(quietMs);
    this.listener = listener;
  }

  /** Completes with where the first stretch begins that begins after {@code since}. */
  CompletableFuture<Long> begins(long since) {
    return wish(new Wish(since, 0, new CompletableFuture<>()));
  }

  /**
   * Completes with where the assistant ended, once it has begun to speak after {@code since} and
   * then been quiet for {@code quietMs}.
   */
  CompletableFuture<Long> spokenThenQuiet(long since, int quietMs) {
    return wish(new Wish(since, Math.max(1, Samples.ofMs(quietMs)), new CompletableFuture<>()));
  }

  /** Time has come to {@code now}; {@code idle} means that nothing waits to be played. */
  void advance(long now, boolean idle) {
    Recording.Heard heard = recording.heard();
    if (heard.count() == 0) {
      return;
    }
    SoundStretch latest = heard.latest();
    notice(latest, now, idle);
    if (!wishes.isEmpty()) {
      wishes.removeIf(wish -> fulfil(wish, latest, now, idle));
    }
  }

  /** The call is over: nothing more will be heard. */
  void deafen() {
    wishes.forEach(wish -> wish.done().cancel(false));
    wishes.clear();
  }

  private CompletableFuture<Long> wish(Wish wish) {
    wishes.add(wish);
    return wish.done();
  }

  private void notice(SoundStretch latest, long now, boolean idle) {
    if (!speaking && latest.to() > heardUpTo) {
      speaking = true;
      listener.assistantSpeaks(Math.max(latest.from(), heardUpTo));
    }
    heardUpTo = latest.to();
    if (speaking && idle && now - latest.to() >= quiet) {
      speaking = false;
      listener.assistantQuiet(latest.to());
    }
  }

  private boolean fulfil(Wish wish, SoundStretch latest, long now, boolean idle) {
    if (wish.done().isDone()) {
      return true;
    }
    if (latest.from() <= wish.since()) {
      return false;
    }
    if (!wish.wantsQuiet()) {
      return wish.done().complete(firstAfter(wish.since()));
    }
    return idle && now - latest.to() >= wish.quiet() && wish.done().complete(latest.to());
  }

  private long firstAfter(long since) {
    return recording.assistantStretches().stream()
        .mapToLong(SoundStretch::from)
        .filter(from -> from > since)
        .findFirst()
        .orElseThrow();
  }
}
