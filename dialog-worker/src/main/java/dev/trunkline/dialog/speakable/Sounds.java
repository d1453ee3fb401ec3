// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.speakable;

import java.text.Normalizer;
import java.util.List;
import java.util.function.IntPredicate;

/** Which characters may reach a voice, and how they are put together. */
final class Sounds {
  private static final List<Rule> NORMAL =
      List.of(
          Rule.of("[™®©℠]", ""),
          Rule.of("²", " squared"),
          Rule.of("³", " cubed"),
          Rule.of("\\p{Cf}|[\\uFE00-\\uFE0F\\u20E3]", ""),
          Rule.of("[‘’‚‛′´]", "'"),
          Rule.of("[“”„‟″«»]", "\""),
          Rule.of("\\s*[→⇒➜]\\s*", ", "),
          Rule.of("−", "-"),
          Rule.of("[‐‑]", "-"));

  private static final List<Rule> TIDY =
      List.of(
          Rule.of("(?<![\\p{L}\\p{M}\\d])-+|-+(?![\\p{L}\\d])", " "),
          Rule.of("\\(\\s*\\)", " "),
          Rule.of("[ \\t\\r\\n]+", " "),
          Rule.of(" +(?=[,.;:!?)])", ""),
          Rule.of("\\( +", "("),
          Rule.of("[,;:]+(?=[.!?])|[,;]+(?=[,;:])", ""),
          Rule.of("(?<=[.!?])[,;:]+", ""),
          Rule.of("([,;:])\\1+", m -> m.group(1)),
          Rule.of("^[\\s,;:.!?)]+", ""));

  private Sounds() {}

  /** The same text in the plainest characters there are for it. */
  static String normal(String text) {
    String spaced = text.replaceAll("[\\p{Zs}\\p{Zl}\\p{Zp}]", " ");
    return Normalizer.normalize(
        Rule.all(NORMAL, spaced.replace("…", "... ")), Normalizer.Form.NFKC);
  }

  /** Only what sounds: letters, and the punctuation that gives them their melody. */
  static String only(String text) {
    return keep(dashes(text), c -> isSpoken(c));
  }

  /** As {@link #only}, with digits and the signs that voices read with them. */
  static String withDigits(String text) {
    return keep(
        dashes(text), c -> isSpoken(c) || Character.isDigit(c) || "$€£%+/@&#=°".indexOf(c) >= 0);
  }

  /** Without what the leaving out has left; with a space at its end if {@code written} had one. */
  static String tidy(String text, String written) {
    String tidy = Rule.all(TIDY, text).strip();
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
