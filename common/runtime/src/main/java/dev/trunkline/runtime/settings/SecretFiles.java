// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Secrets that stand in files, as container platforms hand them out: {@code OPENAI_API_KEY_FILE} is
 * the path of a file with the value of {@code OPENAI_API_KEY}. Any variable that ends like a secret
 * can be given so.
 */
final class SecretFiles {
  private static final Pattern NAMES_FILE =
      Pattern.compile("(\\w+_(?:KEY|TOKEN|TOKEN_SECONDARY|SECRET|PASSWORD|JAAS_CONFIG))_FILE");

  private static final String FILE = "_FILE";

  private SecretFiles() {}

  /** {@code variables} with the secrets in the place of their files' names. */
  static Map<String, String> read(Map<String, String> variables) {
    var all = new HashMap<>(variables);
    variables.forEach((name, path) -> {
      Matcher file = NAMES_FILE.matcher(name);
      if (file.matches() && !path.isBlank()) {
        String secret = file.group(1);
        if (!variables.getOrDefault(secret, "").isBlank()) {
          throw new InvalidSetting(secret, "is set and so is " + name, "set one of them");
        }
        all.remove(name);
        all.put(secret, content(name, path.strip()));
      }
    });
    return all;
  }

  private static String content(String variable, String path) {
    try {
      return Optional.of(Files.readString(Path.of(path)).strip())
          .filter(text -> !text.isEmpty())
          .orElseThrow(() -> new InvalidSetting(variable, "names an empty file", cure(variable)));
    } catch (IOException | InvalidPathException e) {
      throw new InvalidSetting(variable, "names a file that cannot be read", cure(variable));
    }
  }

  private static String cure(String variable) {
    String secret = variable.substring(0, variable.length() - FILE.length());
    return "set it to a file that holds " + secret + " and that the service may read";
  }
}
