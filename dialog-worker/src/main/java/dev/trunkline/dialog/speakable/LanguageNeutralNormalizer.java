// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.speakable;

/** The rules that apply to any language. */
enum LanguageNeutralNormalizer implements TextNormalizer {
  INSTANCE;

  @Override
  public String normalize(String written) {
    String plain = MarkupStripper.strip(SpeakableCharacters.simplify(written));
    return SpeakableCharacters.tidy(SpeakableCharacters.lettersAndDigits(plain), written);
  }
}
