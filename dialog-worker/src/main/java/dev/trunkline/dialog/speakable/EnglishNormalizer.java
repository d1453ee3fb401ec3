// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.speakable;

import java.util.List;
import java.util.stream.Stream;

/** American English. Rules run in order, the most specific first. */
enum EnglishNormalizer implements TextNormalizer {
  INSTANCE;

  private static final List<RewriteRule> RULES =
      Stream.of(
              AddressRules.RULES,
              DateRules.RULES,
              TimeRules.RULES,
              CodeRules.RULES,
              AmountRules.RULES,
              AbbreviationRules.RULES,
              NumberRules.RULES,
              SymbolRules.RULES)
          .flatMap(List::stream)
          .toList();

  private static final List<RewriteRule> KEY_NAMES = KeyNames.rules("en");

  @Override
  public String normalize(String written) {
    String named = RewriteRule.applyAll(KEY_NAMES, SpeakableCharacters.simplify(written));
    String plain = MarkupStripper.strip(named);
    String spoken = SpeakableCharacters.lettersOnly(RewriteRule.applyAll(RULES, plain));
    return SpeakableCharacters.tidy(spoken, written);
  }
}
