// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.speakable;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Turns written text into speakable text. Works on one segment at a time, which must not begin or
 * end within a number, a link or an address. Thread-safe.
 */
public interface Speakable {

  /**
   * What a person would say: letters, marks of punctuation and spaces. White space at the end is
   * kept as one space. Empty if nothing of {@code written} can be said.
   */
  String of(String written);

  /**
   * The rules of a language: English ones, and for all other languages only that markup, emoji and
   * control characters are left out; digits are left to the voice, which knows the language.
   *
   * @param language ISO 639-1, perhaps with a region; null for English
   */
  static Speakable in(@Nullable String language) {
    return language == null || language.toLowerCase(Locale.ROOT).matches("en([-_].*)?")
        ? English.INSTANCE
        : AnyLanguage.INSTANCE;
  }
}
