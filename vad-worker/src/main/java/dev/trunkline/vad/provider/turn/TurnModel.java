// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.provider.turn;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.trunkline.events.audio.HalfBand;
import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.runtime.settings.Component;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Setting;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.vad.provider.onnx.ModelFile;
import dev.trunkline.vad.provider.onnx.OnnxRuntime;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * A model with the interface of Smart Turn v3: one input of any name, {@code [1, 80, 800]}, the
 * features of {@link LogMel}; the first output is one number, the probability that the caller has
 * finished. Not thread-safe.
 */
public final class TurnModel implements AutoCloseable {
  static final Setting<Path> MODEL_PATH =
      Setting.path("VAD_TURN_MODEL_PATH")
          .meaning(
              "A Smart Turn v3 model, which judges from the sound whether the caller has finished"
                  + " ([vad-worker](../vad-worker/README.md#the-turn-model)). Without it the words"
                  + " alone decide.")
          .reason("Fewer interruptions of callers who pause to think.")
          .readBy(Component.VAD_WORKER);

  private static final String VARIABLE = MODEL_PATH.name();

  private static final String CURE = "name a readable smart-turn-v3 .onnx, or unset it for none";
  private static final long[] SHAPE = {1, MelBands.COUNT, LogMel.FRAMES};

  private final OrtSession session;
  private final Map<String, OnnxTensor> inputs;
  private final OnnxTensor input;
  private final FloatBuffer inputValues;
  private final LogMel logMel = new LogMel();
  private final float[] features = new float[LogMel.SIZE];

  private TurnModel(OrtEnvironment runtime, OrtSession session, String inputName)
      throws OrtException {
    this.session = session;
    inputValues =
        ByteBuffer.allocateDirect(LogMel.SIZE * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    input = OnnxTensor.createTensor(runtime, inputValues, SHAPE);
    inputs = Map.of(inputName, input);
  }

  /** True if the settings name a model. */
  public static boolean isNamed(Settings settings) {
    return settings.isSet(MODEL_PATH);
  }

  /**
   * The file that the settings name; empty if they name none.
   *
   * @throws InvalidSetting if it is unreadable
   */
  public static Optional<ModelFile> file(Settings settings, Path workingDirectory) {
    return settings
        .find(MODEL_PATH)
        .map(path -> ModelFile.read(workingDirectory.resolve(path), VARIABLE, CURE));
  }

  /**
   * Loads {@code file} and checks it with silence.
   *
   * @throws InvalidSetting if it is not such a model
   */
  public static TurnModel open(ModelFile file) {
    OrtEnvironment runtime = OnnxRuntime.environment();
    try {
      OrtSession session = runtime.createSession(file.onnx(), OnnxRuntime.oneThread());
      try {
        var model = new TurnModel(runtime, session, inputName(session));
        model.completeProbability(new byte[0]);
        return model;
      } catch (OrtException e) {
        session.close();
        throw e;
      }
    } catch (OrtException e) {
      throw new InvalidSetting(
          VARIABLE,
          "names "
              + file.origin()
              + ", which is not a Smart Turn model of version 3 ("
              + OnnxRuntime.firstLine(e)
              + ")",
          CURE);
    }
  }

  /**
   * The probability that the caller has finished.
   *
   * @param ulaw the turn so far, of which the last 8 s count
   * @throws OrtException if the runtime fails, or its output is outside [0, 1]
   */
  double completeProbability(byte[] ulaw) throws OrtException {
    short[] narrow = new short[ulaw.length];
    MuLaw.decode(ulaw, narrow);
    short[] wide = new short[2 * narrow.length];
    HalfBand.up().up(narrow, narrow.length, wide);
    logMel.compute(wide, features);
    inputValues.rewind();
    inputValues.put(features);
    try (OrtSession.Result result = session.run(inputs)) {
      return probability(result);
    }
  }

  @Override
  public void close() {
    input.close();
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("turn model could not be closed", e);
    }
  }

  private static double probability(OrtSession.Result result) throws OrtException {
    if (!(result.get(0) instanceof OnnxTensor output)
        || output.getInfo().type != OnnxJavaType.FLOAT
        || output.getInfo().getNumElements() != 1) {
      throw new OrtException("its first output is not one number");
    }
    float probability = output.getFloatBuffer().get(0);
    if (!(probability >= 0 && probability <= 1)) {
      throw new OrtException(
          "turn model returned " + probability + "; expected a probability in [0, 1]");
    }
    return probability;
  }

  private static String inputName(OrtSession session) throws OrtException {
    if (session.getInputNames().size() != 1) {
      throw new OrtException("its inputs are " + session.getInputNames());
    }
    var info = session.getInputInfo().values().iterator().next();
    boolean fits =
        info.getInfo() instanceof TensorInfo tensor
            && tensor.type == OnnxJavaType.FLOAT
            && isShape(tensor.getShape());
    if (!fits) {
      throw new OrtException(
          "its input is " + info.getInfo() + ", not FLOAT " + Arrays.toString(SHAPE));
    }
    return info.getName();
  }

  /** A negative dimension stands for any size. */
  private static boolean isShape(long[] shape) {
    if (shape.length != SHAPE.length) {
      return false;
    }
    for (int i = 0; i < SHAPE.length; i++) {
      if (shape[i] >= 0 && shape[i] != SHAPE[i]) {
        return false;
      }
    }
    return true;
  }
}
