// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.speakable;

import java.util.List;

/** Names symbols that stand alone or between words. */
final class SymbolRules {
  static final List<RewriteRule> RULES =
      List.of(
          RewriteRule.of("\\s*&\\s*", " and "),
          RewriteRule.of("\\s*=+\\s*", " equals "),
          RewriteRule.of("(?<=\\p{L})\\s?\\+\\s?(?=\\p{L})", " plus "),
          RewriteRule.of("(?<=\\p{L})\\+", " plus"),
          RewriteRule.of("@(?=\\p{L})", " at "),
          RewriteRule.of("\\s@\\s", " at "),
          RewriteRule.of("%", " percent"),
          RewriteRule.of("°", " degrees"),
          RewriteRule.of("#(?=\\p{L})", ""),
          RewriteRule.of("(?<=\\p{L})\\s*>=\\s*(?=\\p{L})", " at least "),
          RewriteRule.of("(?<=\\p{L})\\s*<=\\s*(?=\\p{L})", " at most "),
          RewriteRule.of("(?<=\\p{L}) > (?=\\p{L})", " greater than "),
          RewriteRule.of("(?<=\\p{L}) < (?=\\p{L})", " less than "),
          RewriteRule.of("\\band/or\\b", "and or"),
          RewriteRule.of("(?<=\\p{Ll})\\s?/\\s?(?=\\p{Ll})", " or "),
          RewriteRule.of("_", " "));

  private SymbolRules() {}
}
