// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.scribe;

import java.util.Locale;
import java.util.regex.Pattern;

/** Scribe writes with capitals and full stops; the recogniser only knows plain words. */
final class ScribeSpelling {
  private static final Pattern I = Pattern.compile("\\bi(?=\\b)");

  private ScribeSpelling() {}

  /** A sentence that is not over. */
  static String partial(String plain) {
    if (plain.isBlank()) {
      return "";
    }
    String text = I.matcher(plain).replaceAll("I");
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /** A whole sentence. */
  static String sentence(String plain) {
    String text = partial(plain);
    return text.isEmpty() || text.matches(".*[.!?]") ? text : text + ".";
  }
}
