// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.speakable;

import java.util.List;

/** Signs that have a name, where they stand alone or between words. */
final class Signs {
  static final List<Rule> RULES =
      List.of(
          Rule.of("\\s*&\\s*", " and "),
          Rule.of("\\s*=+\\s*", " equals "),
          Rule.of("(?<=\\p{L})\\s?\\+\\s?(?=\\p{L})", " plus "),
          Rule.of("(?<=\\p{L})\\+", " plus"),
          Rule.of("@(?=\\p{L})", " at "),
          Rule.of("\\s@\\s", " at "),
          Rule.of("%", " percent"),
          Rule.of("°", " degrees"),
          Rule.of("#(?=\\p{L})", ""),
          Rule.of("(?<=\\p{L})\\s*>=\\s*(?=\\p{L})", " at least "),
          Rule.of("(?<=\\p{L})\\s*<=\\s*(?=\\p{L})", " at most "),
          Rule.of("(?<=\\p{L}) > (?=\\p{L})", " greater than "),
          Rule.of("(?<=\\p{L}) < (?=\\p{L})", " less than "),
          Rule.of("\\band/or\\b", "and or"),
          Rule.of("(?<=\\p{Ll})\\s?/\\s?(?=\\p{Ll})", " or "),
          Rule.of("_", " "));

  private Signs() {}
}
