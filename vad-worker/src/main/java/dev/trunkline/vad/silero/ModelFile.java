// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.silero;

import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/**
 * A model as read from somewhere.
 *
 * @param origin where it came from, for people
 */
public record ModelFile(byte[] onnx, String origin) {
  /** The setting that names a model to use instead of the bundled one. */
  public static final String VARIABLE = "VAD_MODEL_PATH";

  private static final String CURE =
      "name a readable silero_vad.onnx, or unset it for the bundled one";

  /** Used if the setting is not set and this file exists. */
  private static final Path CUSTOMARY = Path.of("models", "silero_vad.onnx");

  /** Silero VAD 6.2.1. */
  private static final String BUNDLED = "/models/silero_vad_v6.onnx";

  static final String BUNDLED_SHA256 =
      "1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3";

  /**
   * The model that {@code VAD_MODEL_PATH} names, else {@code models/silero_vad.onnx} below {@code
   * workingDirectory} if it exists, else the bundled one.
   *
   * @throws InvalidSetting if the file named cannot be read
   */
  public static ModelFile choose(Settings settings, Path workingDirectory) {
    Optional<Path> named = settings.path(VARIABLE);
    if (named.isPresent()) {
      return read(workingDirectory.resolve(named.get()), VARIABLE, CURE);
    }
    Path customary = workingDirectory.resolve(CUSTOMARY);
    return Files.exists(customary) ? read(customary, VARIABLE, CURE) : bundled();
  }

  /** The model that ships with Trunkline. */
  public static ModelFile bundled() {
    try (InputStream in = ModelFile.class.getResourceAsStream(BUNDLED)) {
      var model = new ModelFile(Objects.requireNonNull(in, BUNDLED).readAllBytes(), "bundled");
      if (!model.sha256().equals(BUNDLED_SHA256)) {
        throw new IllegalStateException("the bundled model is damaged; build Trunkline again");
      }
      return model;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SHA-256 of the file in lower-case hex. */
  public String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(onnx));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * The model at {@code path}.
   *
   * @param variable the setting that leads to it
   * @param cure what to do about one that cannot be read
   * @throws InvalidSetting if it cannot be read
   */
  public static ModelFile read(Path path, String variable, String cure) {
    try {
      return new ModelFile(Files.readAllBytes(path), path.toString());
    } catch (IOException e) {
      throw new InvalidSetting(variable, "leads to " + path + ", which cannot be read", cure);
    }
  }
}
