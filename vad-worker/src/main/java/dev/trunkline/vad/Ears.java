// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad;

import dev.trunkline.events.SpeechEvent;
import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.vad.silero.Silero;
import dev.trunkline.vad.silero.SileroStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Hears what waits: round by round, the next window of every stream that has one, as many at once
 * as the model takes, and tells what follows. Not thread-safe.
 */
final class Ears {
  private final Silero silero;
  private final SpeechOutput output;
  private final @Nullable Turns turns;
  private final VadMeters meters;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final List<StreamListener> batch = new ArrayList<>();
  private final List<SileroStream> windows = new ArrayList<>();
  private final float[] probabilities;

  /**
   * @param turns null if nobody judges them
   */
  Ears(
      Silero silero,
      SpeechOutput output,
      @Nullable Turns turns,
      VadMeters meters,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.turns = turns;
    this.silero = silero;
    this.output = output;
    this.meters = meters;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.probabilities = new float[silero.maxBatch()];
  }

  /** Hears all whole windows that wait in {@code listeners}. */
  void hear(Collection<StreamListener> listeners) {
    boolean more = true;
    while (more) {
      more = false;
      for (StreamListener listener : listeners) {
        if (listener.audio().hasWindow()) {
          more = true;
          add(listener);
        }
      }
      hearBatch();
    }
  }

  /** Lets {@code listener} go: speech that is going on ends with its audio. */
  void stop(StreamListener listener) {
    tell(listener, listener.stop(clock));
  }

  private void add(StreamListener listener) {
    batch.add(listener);
    windows.add(listener.audio());
    if (batch.size() == probabilities.length) {
      hearBatch();
    }
  }

  private void hearBatch() {
    if (batch.isEmpty()) {
      return;
    }
    long before = nanoTime.getAsLong();
    silero.hear(windows, probabilities);
    meters.inferred(batch.size(), probabilities, nanoTime.getAsLong() - before);
    for (int i = 0; i < batch.size(); i++) {
      StreamListener listener = batch.get(i);
      Optional<SpeechEvent> event = listener.heard(probabilities[i], clock);
      tell(listener, event);
      if (turns != null && event.orElse(null) instanceof SpeechEnded ended) {
        turns.ended(ended, listener.turnEnded(), listener.returnAddress());
      }
    }
    batch.clear();
    windows.clear();
  }

  private void tell(StreamListener listener, Optional<SpeechEvent> event) {
    if (event.isPresent()) {
      output.publish(event.get(), listener.returnAddress());
      meters.told(event.get());
    }
  }
}
