// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.speakable;

import java.util.List;

/** The rules that apply to any language, and the names of keys in one. */
final class LanguageNeutralNormalizer implements TextNormalizer {
  static final LanguageNeutralNormalizer ANY = new LanguageNeutralNormalizer("");

  private final List<RewriteRule> keyNames;

  /**
   * @param language ISO 639-1, "" if unknown
   */
  LanguageNeutralNormalizer(String language) {
    keyNames = KeyNames.rules(language);
  }

  @Override
  public String normalize(String written) {
    String named = RewriteRule.applyAll(keyNames, SpeakableCharacters.simplify(written));
    return SpeakableCharacters.tidy(
        SpeakableCharacters.lettersAndDigits(MarkupStripper.strip(named)), written);
  }
}
