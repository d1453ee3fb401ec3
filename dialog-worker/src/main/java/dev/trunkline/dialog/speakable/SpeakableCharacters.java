// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.speakable;

import java.text.Normalizer;
import java.util.List;
import java.util.function.IntPredicate;

/** Which characters are sent to the voice, and how they are spaced. */
final class SpeakableCharacters {
  private static final List<RewriteRule> SIMPLIFY =
      List.of(
          RewriteRule.of("[™®©℠]", ""),
          RewriteRule.of("²", " squared"),
          RewriteRule.of("³", " cubed"),
          RewriteRule.of("\\p{Cf}|[\\uFE00-\\uFE0F\\u20E3]", ""),
          RewriteRule.of("[‘’‚‛′´]", "'"),
          RewriteRule.of("[“”„‟″«»]", "\""),
          RewriteRule.of("\\s*[→⇒➜]\\s*", ", "),
          RewriteRule.of("−", "-"),
          RewriteRule.of("[‐‑]", "-"));

  private static final List<RewriteRule> TIDY =
      List.of(
          RewriteRule.of("(?<![\\p{L}\\p{M}\\d])-+|-+(?![\\p{L}\\d])", " "),
          RewriteRule.of("\\(\\s*\\)", " "),
          RewriteRule.of("[ \\t\\r\\n]+", " "),
          RewriteRule.of(" +(?=[,.;:!?)])", ""),
          RewriteRule.of("\\( +", "("),
          RewriteRule.of("[,;:]+(?=[.!?])|[,;]+(?=[,;:])", ""),
          RewriteRule.of("(?<=[.!?])[,;:]+", ""),
          RewriteRule.of("([,;:])\\1+", m -> m.group(1)),
          RewriteRule.of("^[\\s,;:.!?)]+", ""));

  private SpeakableCharacters() {}

  /** The text in its simplest equivalent characters (NFKC, straight quotes, plain spaces). */
  static String simplify(String text) {
    String spaced = text.replaceAll("[\\p{Zs}\\p{Zl}\\p{Zp}]", " ");
    return Normalizer.normalize(
        RewriteRule.applyAll(SIMPLIFY, spaced.replace("…", "... ")), Normalizer.Form.NFKC);
  }

  /** Keeps letters and the punctuation that shapes intonation. */
  static String lettersOnly(String text) {
    return keep(dashes(text), c -> isSpoken(c));
  }

  /** As {@link #lettersOnly}, with digits and the symbols that voices read with them. */
  static String lettersAndDigits(String text) {
    return keep(
        dashes(text), c -> isSpoken(c) || Character.isDigit(c) || "$€£%+/@&#=°".indexOf(c) >= 0);
  }

  /**
   * Removes the punctuation and spaces that other rules left behind; ends with a space if {@code
   * written} did.
   */
  static String tidy(String text, String written) {
    String tidy = RewriteRule.applyAll(TIDY, text).strip();
    if (tidy.codePoints().noneMatch(Character::isLetterOrDigit)) {
      return "";
    }
    boolean spaced =
        !written.isEmpty() && Character.isWhitespace(written.charAt(written.length() - 1));
    return spaced ? tidy + " " : tidy;
  }

  private static String dashes(String text) {
    return text.replaceAll("\\s*[–—―]+\\s*|\\s+-{1,3}\\s+", ", ");
  }

  private static String keep(String text, IntPredicate spoken) {
    var kept = new StringBuilder(text.length());
    text.codePoints().forEach(c -> kept.appendCodePoint(spoken.test(c) ? c : ' '));
    return kept.toString();
  }

  private static boolean isSpoken(int c) {
    int type = Character.getType(c);
    return Character.isLetter(c)
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || ".,;:!?'\"-()".indexOf(c) >= 0;
  }
}
