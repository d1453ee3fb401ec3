// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.speakable;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnyLanguageTest {

  @Test
  void digitsAreLeftToTheVoiceThatKnowsTheLanguage() {
    assertThat(said("Das kostet **12,50 €** & mehr 🎉."))
        .isEqualTo("Das kostet 12,50 € & mehr .".replace(" .", "."));
  }

  @Test
  void linksKeepTheirWords() {
    assertThat(said("Siehe [unsere Seite](https://example.de). "))
        .isEqualTo("Siehe unsere Seite. ");
  }

  @Test
  void everyEnglishIsEnglish() {
    assertThat(Speakable.in("en-GB").of("5")).isEqualTo("five");
    assertThat(Speakable.in("EN").of("5")).isEqualTo("five");
    assertThat(Speakable.in("de").of("5")).isEqualTo("5");
  }

  private static String said(String written) {
    return Speakable.in("de").of(written);
  }
}
