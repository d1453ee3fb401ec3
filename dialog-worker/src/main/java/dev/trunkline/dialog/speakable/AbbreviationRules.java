// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.speakable;

import java.util.List;

/** Expands abbreviations. */
final class AbbreviationRules {
  /** The period of an abbreviation may also end the sentence. */
  private static final String SENTENCE_END = "(?=(\\s*$|\\s+\\p{Lu})?)";

  static final List<RewriteRule> RULES =
      List.of(
          word("Dr\\.", "Doctor"),
          word("Mr\\.", "Mister"),
          word("Mrs\\.", "Missus"),
          word("Ms\\.", "Miz"),
          word("Prof\\.", "Professor"),
          word("St\\.(?=\\s\\p{Lu})", "Saint"),
          ending("St", "Street"),
          ending("Ave", "Avenue"),
          ending("Blvd", "Boulevard"),
          ending("Rd", "Road"),
          ending("Jr", "Junior"),
          ending("Sr", "Senior"),
          ending("Inc", "Incorporated"),
          ending("Ltd", "Limited"),
          ending("Co", "Company"),
          ending("[Ee]tc", "et cetera"),
          ending("[Dd]ept", "department"),
          ending("[Aa]ppt", "appointment"),
          word("[Ee]\\.\\s?g\\.,?", "for example,"),
          word("[Ii]\\.\\s?e\\.,?", "that is,"),
          word("(?:vs|Vs)\\.?(?=\\s)", "versus"),
          word("[Aa]pprox\\.", "approximately"),
          word("[Ee]xt\\.", "extension"),
          word("[Tt]el\\.:?", "telephone"),
          word("[Mm]ax\\.", "maximum"),
          word("[Mm]in\\.", "minimum"),
          word("[Ii]ncl\\.", "including"),
          word("w/o(?=\\s)", "without"),
          word("w/(?=\\s)", "with"));

  private AbbreviationRules() {}

  private static RewriteRule word(String written, String said) {
    return RewriteRule.of("(?<![\\p{L}\\d.])" + written, said);
  }

  private static RewriteRule ending(String written, String said) {
    return RewriteRule.of(
        "(?<![\\p{L}\\d.])" + written + "\\." + SENTENCE_END,
        m -> m.group(1) == null ? said : said + ".");
  }
}
