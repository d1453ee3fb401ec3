// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.provider.silero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.vad.provider.onnx.ModelFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SileroModelFileTest {
  @TempDir Path directory;

  @Test
  void bundledModelIsTheDefault() {
    ModelFile model = SileroModelFile.choose(Settings.of(Map.of()), directory);
    assertThat(model.origin()).isEqualTo("bundled");
    assertThat(model.sha256())
        .isEqualTo("1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3");
  }

  @Test
  void bundledModelHasItsLicence() throws Exception {
    try (var in = getClass().getResourceAsStream("/models/silero_vad_v6.LICENSE.txt")) {
      assertThat(in).asString(StandardCharsets.UTF_8).contains("Silero Team");
    }
  }

  @Test
  void modelAtTheDefaultPathIsUsed() throws Exception {
    Path place = Files.createDirectory(directory.resolve("models")).resolve("silero_vad.onnx");
    Files.write(place, new byte[] {1, 2, 3});
    ModelFile model = SileroModelFile.choose(Settings.of(Map.of()), directory);
    assertThat(model.onnx()).containsExactly(1, 2, 3);
    assertThat(model.origin()).isEqualTo(place.toString());
  }

  @Test
  void namedModelIsUsed() throws Exception {
    Path place = Files.write(directory.resolve("mine.onnx"), new byte[] {4, 5});
    ModelFile model =
        SileroModelFile.choose(Settings.of(Map.of("VAD_MODEL_PATH", place.toString())), directory);
    assertThat(model.onnx()).containsExactly(4, 5);
  }

  @Test
  void unreadableNamedModelIsRejected() {
    for (String path : new String[] {"missing.onnx", directory.toString()}) {
      assertThatThrownBy(
              () -> SileroModelFile.choose(Settings.of(Map.of("VAD_MODEL_PATH", path)), directory))
          .isInstanceOf(InvalidSetting.class)
          .hasMessageContaining("cannot be read");
    }
  }

  @Test
  void otherFileIsRejected() {
    assertThatThrownBy(() -> SileroModel.open(new ModelFile(new byte[100], "mine.onnx"), 1))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageStartingWith("VAD_MODEL_PATH names mine.onnx, which is not a Silero model");
  }
}
