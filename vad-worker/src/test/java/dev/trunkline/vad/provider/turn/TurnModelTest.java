// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.provider.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import dev.trunkline.events.audio.HalfBand;
import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.vad.provider.onnx.ModelFile;
import dev.trunkline.vad.provider.silero.SileroModelFile;
import dev.trunkline.vad.sound.Sound;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TurnModelTest {

  @Test
  void modelGetsTheFeaturesOfTheUpsampledTurn() throws OrtException {
    byte[] turn = Sound.balance();
    short[] narrow = new short[turn.length];
    MuLaw.decode(turn, narrow);
    short[] wide = new short[2 * turn.length];
    HalfBand.up().up(narrow, narrow.length, wide);
    float[] features = new float[LogMel.SIZE];
    new LogMel().compute(wide, features);
    double mean = 0;
    for (float feature : features) {
      mean += feature / features.length;
    }
    try (var model = TurnModel.open(TinyModel.sigmoidOfMean())) {
      double silence = model.completeProbability(new byte[0]);
      assertThat(silence).isCloseTo(sigmoid(-1.5), within(1e-4));
      assertThat(model.completeProbability(turn)).isCloseTo(sigmoid(mean), within(1e-4));
      assertThat(model.completeProbability(new byte[0])).isEqualTo(silence);
    }
  }

  @Test
  void inputMayHaveAnyName() throws OrtException {
    try (var model = TurnModel.open(TinyModel.withInputNamed("log_mel"))) {
      assertThat(model.completeProbability(new byte[0])).isCloseTo(sigmoid(-1.5), within(1e-4));
    }
  }

  @Test
  void modelOfAnotherShapeIsRejected() {
    assertRejected(TinyModel.ofShape(40, 800), "not FLOAT [1, 80, 800]");
    assertRejected(TinyModel.ofShape(80, 3_000), "not FLOAT [1, 80, 800]");
    assertRejected(TinyModel.withIntegerInput(), "not FLOAT [1, 80, 800]");
    assertRejected(TinyModel.withManyOutputs(), "its first output is not one number");
    assertRejected(TinyModel.logit(), "turn model returned -1.5; expected a probability in [0, 1]");
    assertRejected(SileroModelFile.bundled(), "its inputs are [");
    assertRejected(new ModelFile(new byte[100], "mine.onnx"), "mine.onnx");
  }

  @Test
  void outputOutsideTheRangeIsAFailure() {
    try (var model = TurnModel.open(TinyModel.highest())) {
      assertThatThrownBy(() -> model.completeProbability(Sound.white(8_000, 0.1)))
          .isInstanceOf(OrtException.class)
          .hasMessageContaining("expected a probability in [0, 1]");
    }
  }

  @Test
  void settingNamesTheModelFile(@TempDir Path directory) throws Exception {
    Files.write(directory.resolve("turn.onnx"), TinyModel.sigmoidOfMean().onnx());
    var named = Settings.of(Map.of("VAD_TURN_MODEL_PATH", "turn.onnx"));
    ModelFile file = TurnModel.file(named, directory).orElseThrow();
    assertThat(file.onnx()).isEqualTo(TinyModel.sigmoidOfMean().onnx());
    assertThat(TurnModel.file(Settings.of(Map.of()), directory)).isEmpty();
  }

  @Test
  void modelOfTheSystemTestsIsATinyModel() throws Exception {
    assertThat(Path.of("../system-tests/src/test/resources/turn-model.onnx"))
        .hasBinaryContent(TinyModel.sigmoidOfMean().onnx());
  }

  @Test
  void unreadableNamedModelIsRejected(@TempDir Path directory) {
    var named = Settings.of(Map.of("VAD_TURN_MODEL_PATH", "missing.onnx"));
    assertThatThrownBy(() -> TurnModel.file(named, directory))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageStartingWith("VAD_TURN_MODEL_PATH names ")
        .hasMessageContaining("cannot be read");
  }

  private static void assertRejected(ModelFile file, String why) {
    assertThatThrownBy(() -> TurnModel.open(file).close())
        .isInstanceOf(InvalidSetting.class)
        .hasMessageStartingWith(
            "VAD_TURN_MODEL_PATH names %s, which is not a Smart Turn model", file.origin())
        .hasMessageContaining(why);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
