// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.silero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
  @TempDir Path directory;

  @Test
  void withoutAnythingTheBundledModelIsUsedAndIsTheOneWeKnow() {
    ModelFile model = ModelFile.choose(Settings.of(Map.of()), directory);
    assertThat(model.origin()).isEqualTo("bundled");
    assertThat(model.sha256())
        .isEqualTo("1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3");
  }

  @Test
  void itsLicenceLiesBesideIt() throws Exception {
    try (var in = getClass().getResourceAsStream("/models/silero_vad_v6.LICENSE.txt")) {
      assertThat(in).asString(StandardCharsets.UTF_8).contains("Silero Team");
    }
  }

  @Test
  void aModelInTheCustomaryPlaceIsUsed() throws Exception {
    Path place = Files.createDirectory(directory.resolve("models")).resolve("silero_vad.onnx");
    Files.write(place, new byte[] {1, 2, 3});
    ModelFile model = ModelFile.choose(Settings.of(Map.of()), directory);
    assertThat(model.onnx()).containsExactly(1, 2, 3);
    assertThat(model.origin()).isEqualTo(place.toString());
  }

  @Test
  void theModelThatIsNamedIsUsed() throws Exception {
    Path place = Files.write(directory.resolve("mine.onnx"), new byte[] {4, 5});
    ModelFile model =
        ModelFile.choose(Settings.of(Map.of("VAD_MODEL_PATH", place.toString())), directory);
    assertThat(model.onnx()).containsExactly(4, 5);
  }

  @Test
  void aNamedModelThatCannotBeReadIsRefused() {
    for (String path : new String[] {"missing.onnx", directory.toString()}) {
      assertThatThrownBy(
              () -> ModelFile.choose(Settings.of(Map.of("VAD_MODEL_PATH", path)), directory))
          .isInstanceOf(InvalidSetting.class)
          .hasMessageContaining("cannot be read");
    }
  }

  @Test
  void whatIsNoModelIsRefused() {
    assertThatThrownBy(() -> Silero.open(new ModelFile(new byte[100], "mine.onnx"), 1))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageStartingWith("VAD_MODEL_PATH leads to mine.onnx, which is no Silero model");
  }
}
