// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.speakable;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LanguageNeutralNormalizerTest {

  @Test
  void keepsDigitsForTheVoice() {
    assertThat(spoken("Das kostet **12,50 €** & mehr 🎉."))
        .isEqualTo("Das kostet 12,50 € & mehr .".replace(" .", "."));
  }

  @Test
  void keepsTheTextOfLinks() {
    assertThat(spoken("Siehe [unsere Seite](https://example.de). "))
        .isEqualTo("Siehe unsere Seite. ");
  }

  @Test
  void appliesEnglishRulesToEveryEnglishRegion() {
    assertThat(TextNormalizer.forLanguage("en-GB").normalize("5")).isEqualTo("five");
    assertThat(TextNormalizer.forLanguage("EN").normalize("5")).isEqualTo("five");
    assertThat(TextNormalizer.forLanguage("de").normalize("5")).isEqualTo("5");
  }

  private static String spoken(String written) {
    return TextNormalizer.forLanguage("de").normalize(written);
  }
}
