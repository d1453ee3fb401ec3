package dev.trunkline.vad;

import dev.trunkline.common.event.SpeechEvent;
import dev.trunkline.vad.silero.Silero;
import dev.trunkline.vad.silero.SileroStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Hears what waits: round by round, the next window of every stream that has one, as many at once
 * as the model takes, and tells what follows. Not thread-safe.
 */
final class Ears {
  private final Silero silero;
  private final SpeechOutput output;
  private final VadMeters meters;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final List<StreamListener> batch = new ArrayList<>();
  private final List<SileroStream> windows = new ArrayList<>();
  private final float[] probabilities;

  Ears(
      Silero silero,
      SpeechOutput output,
      VadMeters meters,
      InstantSource clock,
      LongSupplier nanoTime) {
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
      tell(batch.get(i), batch.get(i).heard(probabilities[i], clock));
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
