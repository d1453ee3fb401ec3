// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.speakable;

import java.util.List;

/** Reads out e-mail and web addresses. */
final class AddressRules {
  private static final String LABEL = "[\\p{L}\\d](?:[\\p{L}\\d-]*[\\p{L}\\d])?";
  private static final String TOP =
      "(?:com|org|net|edu|gov|info|biz|io|ai|app|dev|shop|store|eu|de|uk|us|ca|fr|es|it|nl|ch|at|au|ie|in)";

  static final List<RewriteRule> RULES =
      List.of(
          RewriteRule.of(
              "(?:mailto:)?([\\w.+-]+)@((?:" + LABEL + "\\.)+\\p{L}{2,})",
              m -> read(m.group(1)) + " at " + read(m.group(2))),
          RewriteRule.of(
              "(?i)\\b(?:https?|ftp|wss?)://(?:[^\\s/@]*@)?(?:www\\.)?([^\\s/?#]*[^\\s/?#.,;:!)\"'])([/?#][^\\s\"]*)?",
              m -> site(m.group(1), RewriteRule.group(m, 2))),
          RewriteRule.of(
              "(?i)\\b(?:www\\.)((?:" + LABEL + "\\.)+\\p{L}{2,})(/[^\\s\"]*)?",
              m -> site(m.group(1), RewriteRule.group(m, 2))),
          RewriteRule.of(
              "\\b((?:" + LABEL + "\\.)+" + TOP + ")\\b(?!\\.\\p{L})(/[^\\s\"]*)?",
              m -> site(m.group(1), RewriteRule.group(m, 2))));

  private AddressRules() {}

  /** Leaves out the query and the port; trailing punctuation belongs to the sentence. */
  private static String site(String host, String rest) {
    String end = rest.replaceAll("^.*?([.,;:!?)]*)$", "$1");
    String path =
        rest.substring(0, rest.length() - end.length())
            .replaceAll("[?#].*", "")
            .replaceAll("/+$", "");
    return read(host.replaceAll(":\\d+$", "") + path) + end;
  }

  private static String read(String address) {
    return address
        .replace(".", " dot ")
        .replace("/", " slash ")
        .replace("-", " dash ")
        .replace("_", " underscore ")
        .replace("+", " plus ")
        .replaceAll("%[0-9A-Fa-f]{2}|[^\\p{L}\\d ]", " ")
        .replaceAll("(?<=\\p{L})(?=\\d)|(?<=\\d)(?=\\p{L})", " ")
        .transform(AddressRules::digits)
        .replaceAll(" +", " ")
        .strip();
  }

  private static String digits(String text) {
    return RewriteRule.of("\\d+", m -> SpelledNumbers.digitByDigit(m.group())).apply(text);
  }
}
