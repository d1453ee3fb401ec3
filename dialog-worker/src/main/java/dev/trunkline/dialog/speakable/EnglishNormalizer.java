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

  @Override
  public String normalize(String written) {
    String plain = MarkupStripper.strip(SpeakableCharacters.simplify(written));
    String spoken = SpeakableCharacters.lettersOnly(RewriteRule.applyAll(RULES, plain));
    return SpeakableCharacters.tidy(spoken, written);
  }
}
