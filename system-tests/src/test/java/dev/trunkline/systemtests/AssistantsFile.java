// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** An assistants file of a test's own. */
final class AssistantsFile {
  private AssistantsFile() {}

  /** {@code settings} with such a file. */
  static Map<String, String> with(String yaml, Map<String, String> settings) {
    try {
      Path file = Files.createTempFile("assistants", ".yaml");
      file.toFile().deleteOnExit();
      var all = new HashMap<>(settings);
      all.put("ASSISTANTS_FILE", Files.writeString(file, yaml).toString());
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
