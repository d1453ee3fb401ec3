// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.speakable;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Text normalization for speech: turns written text into the words a person would say. Works on one
 * segment at a time, which must not begin or end within a number, a link or an address.
 * Thread-safe.
 */
public interface TextNormalizer {

  /**
   * Letters, punctuation and spaces only. White space at the end is kept as one space. Empty if
   * nothing of {@code written} can be spoken.
   */
  String normalize(String written);

  /**
   * The normalizer of one answer, whose segments it gets in order. Not thread-safe.
   *
   * @param question what the caller said last
   */
  default TextNormalizer forAnswer(String question) {
    return this;
  }

  /**
   * The rules of a language. For languages other than English and for text that is not English,
   * only markup, emoji and control characters are removed; digits are left to the voice, which
   * knows the language.
   *
   * @param language ISO 639-1 code, optionally with a region; null for English
   */
  static TextNormalizer forLanguage(@Nullable String language) {
    String code =
        language == null ? "en" : language.toLowerCase(Locale.ROOT).replaceAll("[-_].*", "");
    return code.equals("en") || code.equals("auto")
        ? DetectingNormalizer.SINGLE_TEXTS
        : new LanguageNeutralNormalizer(code);
  }
}
