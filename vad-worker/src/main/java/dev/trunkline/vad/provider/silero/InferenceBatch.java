// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.provider.silero;

import static dev.trunkline.vad.core.StreamDetector.WINDOW_SAMPLES;
import static dev.trunkline.vad.provider.silero.SileroStream.CONTEXT;
import static dev.trunkline.vad.provider.silero.SileroStream.HALF_STATE;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * The model's tensors for one batch size, over direct memory that every inference reuses: the
 * outputs are pinned, so the runtime allocates and copies nothing.
 */
final class InferenceBatch implements AutoCloseable {
  private static final int INPUT = CONTEXT + WINDOW_SAMPLES;
  private static final long SAMPLE_RATE = 8_000;

  private final int size;
  private final FloatBuffer input;
  private final FloatBuffer state;
  private final FloatBuffer nextState;
  private final FloatBuffer output;
  private final List<OnnxTensor> tensors;
  private final Map<String, OnnxTensor> inputs;
  private final Map<String, OnnxTensor> outputs;

  InferenceBatch(OrtEnvironment runtime, int size) throws OrtException {
    this.size = size;
    input = floats(size * INPUT);
    state = floats(size * 2 * HALF_STATE);
    nextState = floats(size * 2 * HALF_STATE);
    output = floats(size);
    long[] stateShape = {2, size, HALF_STATE};
    tensors =
        List.of(
            OnnxTensor.createTensor(runtime, input, new long[] {size, INPUT}),
            OnnxTensor.createTensor(runtime, state, stateShape),
            OnnxTensor.createTensor(runtime, SAMPLE_RATE),
            OnnxTensor.createTensor(runtime, output, new long[] {size, 1}),
            OnnxTensor.createTensor(runtime, nextState, stateShape));
    inputs = Map.of("input", tensors.get(0), "state", tensors.get(1), "sr", tensors.get(2));
    outputs = Map.of("output", tensors.get(3), "stateN", tensors.get(4));
  }

  /** Scores the next window of each of {@code streams}, as many as the batch size. */
  void run(OrtSession session, List<SileroStream> streams, float[] probabilities)
      throws OrtException {
    input.rewind();
    for (int slot = 0; slot < size; slot++) {
      SileroStream stream = streams.get(slot);
      stream.putWindow(input);
      stream.putState(state, slot, size);
    }
    session.run(inputs, outputs).close();
    for (int slot = 0; slot < size; slot++) {
      accept(streams.get(slot), slot, probabilities);
    }
  }

  @Override
  public void close() {
    tensors.forEach(OnnxTensor::close);
  }

  /** An output outside [0, 1] counts as silence, and its state is discarded. */
  private void accept(SileroStream stream, int slot, float[] probabilities) {
    float probability = output.get(slot);
    boolean valid = probability >= 0 && probability <= 1;
    probabilities[slot] = valid ? probability : 0;
    stream.windowScored(nextState, slot, size, probabilities[slot]);
    if (!valid) {
      stream.resetState();
    }
  }

  private static FloatBuffer floats(int count) {
    return ByteBuffer.allocateDirect(count * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
