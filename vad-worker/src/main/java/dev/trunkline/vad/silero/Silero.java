// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.silero;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.vad.onnx.OnnxRuntime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Silero VAD, version 5 or 6, natively at 8 kHz: input {@code [batch, 32 + 256]} (PCM / 32768, the
 * last 32 samples before the window first), memory {@code [2, batch, 128]}, output {@code [batch,
 * 1]}. A batch gives bit for bit what its windows give one by one. Not thread-safe: its memory is
 * used again for every inference.
 */
public final class Silero implements AutoCloseable {
  private static final Map<String, OnnxJavaType> INPUTS =
      Map.of("input", OnnxJavaType.FLOAT, "state", OnnxJavaType.FLOAT, "sr", OnnxJavaType.INT64);

  private final OrtSession session;
  private final Batch[] batches;

  private Silero(OrtSession session, Batch[] batches) {
    this.session = session;
    this.batches = batches;
  }

  /**
   * Loads {@code model} and tries it.
   *
   * @param maxBatch the most streams that can be heard in one inference
   * @throws InvalidSetting if the file is no such model
   */
  public static Silero open(ModelFile model, int maxBatch) {
    OrtEnvironment runtime = OnnxRuntime.environment();
    try {
      runtime.setTelemetry(false);
      OrtSession session = runtime.createSession(model.onnx(), OnnxRuntime.oneThread());
      requireSignature(session);
      var batches = new Batch[maxBatch];
      for (int i = 0; i < maxBatch; i++) {
        batches[i] = new Batch(runtime, i + 1);
      }
      var silero = new Silero(session, batches);
      silero.tryOut();
      return silero;
    } catch (OrtException e) {
      throw new InvalidSetting(
          ModelFile.VARIABLE,
          "leads to "
              + model.origin()
              + ", which is no Silero model of version 5 or 6 ("
              + OnnxRuntime.firstLine(e)
              + ")",
          "name a silero_vad.onnx of version 5 or 6, or unset it for the bundled one");
    }
  }

  /** The most streams that {@link #hear} takes. */
  public int maxBatch() {
    return batches.length;
  }

  /**
   * Hears the next window of each of {@code streams} and puts the probability that it is speech
   * into the same place of {@code probabilities}.
   *
   * @throws IllegalStateException if the runtime fails
   */
  public void hear(List<SileroStream> streams, float[] probabilities) {
    for (SileroStream stream : streams) {
      if (!stream.hasWindow()) {
        throw new IllegalArgumentException("a stream without a whole window");
      }
    }
    try {
      batches[streams.size() - 1].run(session, streams, probabilities);
    } catch (OrtException e) {
      throw new IllegalStateException("inference failed", e);
    }
  }

  @Override
  public void close() {
    Arrays.stream(batches).forEach(Batch::close);
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("model not closed", e);
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

  private void tryOut() throws OrtException {
    var stream = new SileroStream(new QuietReset(Integer.MAX_VALUE, 0, 0), 0);
    byte[] silence = new byte[SileroStream.WINDOW];
    Arrays.fill(silence, MuLaw.SILENCE);
    stream.append(silence, 0);
    float[] probability = new float[1];
    batches[0].run(session, List.of(stream), probability);
    if (probability[0] > 0.5f) {
      throw new OrtException("it takes silence for speech");
    }
  }
}
