// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.measure;

import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.simulator.telephone.record.SoundStretch;
import dev.trunkline.vad.core.StreamDetector;
import dev.trunkline.vad.provider.silero.BatchInference;
import dev.trunkline.vad.provider.silero.InferenceMetrics;
import dev.trunkline.vad.provider.silero.SileroModel;
import dev.trunkline.vad.provider.silero.SileroModelFile;
import dev.trunkline.vad.provider.silero.SileroStream;
import dev.trunkline.vad.provider.silero.StateResetPolicy;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;

/**
 * Where one channel of a recording holds speech, found from its sound alone. Silero decides what is
 * speech, in windows of 32 ms; the loudness around each edge then says where exactly it begins and
 * ends. This is the method of OpenBenchmarks' {@code voice-agent-latency} with its thresholds, but
 * for one case: a sound in progress where the search begins is followed to its beginning.
 */
public final class ChannelSpeech {
  private static final int WINDOW = StreamDetector.WINDOW_SAMPLES;
  private static final double SPEECH = 0.5;

  /** Windows of speech in a row that make a beginning, and of silence that make an end. */
  private static final int ONSET_WINDOWS = 2;

  private static final int SILENT_WINDOWS = 6;
  private static final int MIN_SPEECH = 60 * MuLaw.PER_MS;

  private ChannelSpeech() {}

  /** All stretches of speech in {@code pcm}, 8 kHz, in order. */
  public static List<SoundStretch> in(short[] pcm) {
    float[] probabilities = probabilities(pcm);
    var loudness = new EdgeFinder(pcm);
    var coarse = coarse(probabilities);
    var found = new ArrayList<SoundStretch>();
    long previousEnd = 0;
    for (int i = 0; i < coarse.size(); i++) {
      SoundStretch rough = coarse.get(i);
      long nextStart = i + 1 < coarse.size() ? coarse.get(i + 1).from() : pcm.length;
      long from = Math.min(loudness.onset(rough.from(), previousEnd), rough.to() - 1);
      long to = Math.max(loudness.end(rough.to(), from + 1, nextStart), from + 1);
      found.add(new SoundStretch(from, to));
      previousEnd = rough.to();
    }
    return List.copyOf(found);
  }

  private static List<SoundStretch> coarse(float[] probabilities) {
    var stretches = new ArrayList<SoundStretch>();
    int start = -1;
    int end = 0;
    int run = 0;
    for (int i = 0; i <= probabilities.length; i++) {
      boolean speech = i < probabilities.length && probabilities[i] >= SPEECH;
      run = speech ? run + 1 : 0;
      if (start < 0 && run == ONSET_WINDOWS) {
        start = i + 1 - ONSET_WINDOWS;
      }
      if (start >= 0 && speech) {
        end = i + 1;
      }
      boolean over = i == probabilities.length || i + 1 - end >= SILENT_WINDOWS;
      if (start >= 0 && over) {
        if ((end - start) * WINDOW >= MIN_SPEECH) {
          stretches.add(new SoundStretch((long) start * WINDOW, (long) end * WINDOW));
        }
        start = -1;
      }
    }
    return stretches;
  }

  private static float[] probabilities(short[] pcm) {
    var probabilities = new float[pcm.length / WINDOW];
    try (SileroModel model = SileroModel.open(SileroModelFile.bundled(), 1)) {
      var inference =
          new BatchInference(
              model,
              new StateResetPolicy(Integer.MAX_VALUE, Integer.MAX_VALUE, 0),
              new InferenceMetrics(new SimpleMeterRegistry()),
              System::nanoTime);
      SileroStream stream = inference.open(0);
      byte[] ulaw = new byte[WINDOW];
      for (int window = 0; window < probabilities.length; window++) {
        for (int i = 0; i < WINDOW; i++) {
          ulaw[i] = MuLaw.encode(pcm[window * WINDOW + i]);
        }
        inference.append(stream, ulaw, 0, WINDOW);
        probabilities[window] = inference.score(List.of(stream))[0];
      }
    }
    return probabilities;
  }
}
