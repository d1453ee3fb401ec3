// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.provider.silero;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.vad.core.StreamDetector;
import dev.trunkline.vad.provider.onnx.ModelFile;
import dev.trunkline.vad.provider.onnx.OnnxRuntime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Silero VAD, version 5 or 6, natively at 8 kHz: input {@code [batch, 32 + 256]} (PCM / 32768, the
 * last 32 samples before the window first), recurrent state {@code [2, batch, 128]}, output {@code
 * [batch, 1]}. A batch gives bit for bit what its windows give one by one. Not thread-safe: its
 * tensors are reused for every inference.
 */
public final class SileroModel implements AutoCloseable {
  private static final Map<String, OnnxJavaType> INPUTS =
      Map.of("input", OnnxJavaType.FLOAT, "state", OnnxJavaType.FLOAT, "sr", OnnxJavaType.INT64);

  private final OrtSession session;
  private final InferenceBatch[] batches;

  private SileroModel(OrtSession session, InferenceBatch[] batches) {
    this.session = session;
    this.batches = batches;
  }

  /**
   * Loads {@code model} and checks it with a window of silence.
   *
   * @param maxBatch how many streams one inference may score
   * @throws InvalidSetting if the file is not such a model
   */
  public static SileroModel open(ModelFile model, int maxBatch) {
    OrtEnvironment runtime = OnnxRuntime.environment();
    try {
      runtime.setTelemetry(false);
      OrtSession session = runtime.createSession(model.onnx(), OnnxRuntime.oneThread());
      requireSignature(session);
      var batches = new InferenceBatch[maxBatch];
      for (int i = 0; i < maxBatch; i++) {
        batches[i] = new InferenceBatch(runtime, i + 1);
      }
      var silero = new SileroModel(session, batches);
      silero.check();
      return silero;
    } catch (OrtException e) {
      throw new InvalidSetting(
          SileroModelFile.VARIABLE,
          "names "
              + model.origin()
              + ", which is not a Silero model of version 5 or 6 ("
              + OnnxRuntime.firstLine(e)
              + ")",
          "name a silero_vad.onnx of version 5 or 6, or unset it for the bundled one");
    }
  }

  /** How many streams {@link #score} takes at most. */
  int maxBatch() {
    return batches.length;
  }

  /**
   * Scores the next window of each of {@code streams} and writes its probability of speech to the
   * same place of {@code probabilities}.
   *
   * @throws IllegalStateException if the runtime fails
   */
  void score(List<SileroStream> streams, float[] probabilities) {
    for (SileroStream stream : streams) {
      if (!stream.hasWindow()) {
        throw new IllegalArgumentException("stream has no complete window");
      }
    }
    try {
      batches[streams.size() - 1].run(session, streams, probabilities);
    } catch (OrtException e) {
      throw new IllegalStateException("Silero inference failed", e);
    }
  }

  @Override
  public void close() {
    Arrays.stream(batches).forEach(InferenceBatch::close);
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("Silero model could not be closed", e);
    }
  }

  private static void requireSignature(OrtSession session) throws OrtException {
    var found = new HashMap<String, OnnxJavaType>();
    session
        .getInputInfo()
        .forEach((name, node) -> {
          if (node.getInfo() instanceof TensorInfo tensor) {
            found.put(name, tensor.type);
          }
        });
    if (!found.equals(INPUTS)) {
      throw new OrtException("its inputs are " + session.getInputNames());
    }
    if (!session.getOutputNames().equals(Set.of("output", "stateN"))) {
      throw new OrtException("its outputs are " + session.getOutputNames());
    }
  }

  private void check() throws OrtException {
    var stream = new SileroStream(new StateResetPolicy(Integer.MAX_VALUE, 0, 0), 0);
    byte[] silence = new byte[StreamDetector.WINDOW_SAMPLES];
    Arrays.fill(silence, MuLaw.SILENCE);
    stream.append(silence, 0, silence.length);
    float[] probability = new float[1];
    batches[0].run(session, List.of(stream), probability);
    if (probability[0] > 0.5f) {
      throw new OrtException("it detects speech in silence");
    }
  }
}
