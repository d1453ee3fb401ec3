// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.provider.onnx;

import dev.trunkline.runtime.settings.InvalidSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The content of a model file.
 *
 * @param origin where it was read from, for logs and messages
 */
public record ModelFile(byte[] onnx, String origin) {

  /** SHA-256 of the file in lower-case hex. */
  public String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(onnx));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Reads the model at {@code path}.
   *
   * @param variable the setting that names it
   * @param cure what the operator can do if it is unreadable
   * @throws InvalidSetting if it is unreadable
   */
  public static ModelFile read(Path path, String variable, String cure) {
    try {
      return new ModelFile(Files.readAllBytes(path), path.toString());
    } catch (IOException e) {
      throw new InvalidSetting(variable, "names " + path + ", which cannot be read", cure);
    }
  }
}
