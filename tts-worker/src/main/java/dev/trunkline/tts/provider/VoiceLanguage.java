// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.provider;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The language that a model is asked to speak. Models that speak one language, or that find the
 * language in the text, reject a request that names one.
 */
final class VoiceLanguage {
  /** ElevenLabs' older models; those of generation 2.5 and later take a language. */
  private static final String WITHOUT_LANGUAGE =
      "eleven_(multilingual|english|monolingual)_.*|eleven_(turbo|flash)_v2";

  private static final int ISO_639_1 = 2;
  private static final Map<String, String> SHORT_CODES =
      Arrays.stream(Locale.getISOLanguages())
          .collect(Collectors.toMap(VoiceLanguage::longCode, code -> code, (first, _) -> first));

  private VoiceLanguage() {}

  /**
   * The code to send to {@code model}; empty if it takes none.
   *
   * @param language ISO 639-1 or 639-3; null to let the model find it
   */
  static Optional<String> codeFor(String model, @Nullable String language) {
    return Optional.ofNullable(language)
        .filter(_ -> !model.matches(WITHOUT_LANGUAGE))
        .map(code -> code.length() == ISO_639_1 ? code : SHORT_CODES.get(code));
  }

  private static String longCode(String code) {
    try {
      return Locale.of(code).getISO3Language();
    } catch (MissingResourceException e) {
      return code;
    }
  }
}
