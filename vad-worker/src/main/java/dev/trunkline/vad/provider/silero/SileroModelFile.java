// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.provider.silero;

import dev.trunkline.runtime.settings.Component;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Setting;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.vad.provider.onnx.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Finds the file of the Silero model. */
public final class SileroModelFile {
  static final Setting<Path> MODEL_PATH =
      Setting.path("VAD_MODEL_PATH")
          .defaultShown("`models/silero_vad.onnx`, else the bundled model")
          .meaning("A Silero VAD model to use instead of the bundled one.")
          .reason("Another version of Silero.")
          .readBy(Component.VAD_WORKER);

  static final String VARIABLE = MODEL_PATH.name();

  private static final String CURE =
      "name a readable silero_vad.onnx, or unset it for the bundled one";

  /** Used if the setting is not set and this file exists. */
  private static final Path DEFAULT_PATH = Path.of("models", "silero_vad.onnx");

  /** Silero VAD 6.2.1. */
  private static final String BUNDLED = "/models/silero_vad_v6.onnx";

  private static final String BUNDLED_SHA256 =
      "1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3";

  private SileroModelFile() {}

  /**
   * The model that {@code VAD_MODEL_PATH} names, else {@code models/silero_vad.onnx} below {@code
   * workingDirectory} if it exists, else the bundled one.
   *
   * @throws InvalidSetting if the named file is unreadable
   */
  public static ModelFile choose(Settings settings, Path workingDirectory) {
    Optional<Path> named = settings.find(MODEL_PATH);
    if (named.isPresent()) {
      return ModelFile.read(workingDirectory.resolve(named.get()), VARIABLE, CURE);
    }
    Path defaultFile = workingDirectory.resolve(DEFAULT_PATH);
    return Files.exists(defaultFile) ? ModelFile.read(defaultFile, VARIABLE, CURE) : bundled();
  }

  /** The model that ships with Trunkline. */
  public static ModelFile bundled() {
    try (InputStream in = SileroModelFile.class.getResourceAsStream(BUNDLED)) {
      var model = new ModelFile(Objects.requireNonNull(in, BUNDLED).readAllBytes(), "bundled");
      if (!model.sha256().equals(BUNDLED_SHA256)) {
        throw new IllegalStateException("bundled Silero model is damaged; rebuild Trunkline");
      }
      return model;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
