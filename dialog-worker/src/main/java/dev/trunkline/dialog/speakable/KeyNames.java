// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.speakable;

import static dev.trunkline.dialog.speakable.RewriteRule.group;

import java.util.List;
import java.util.Map;

/** Names the telephone's keys * and #, before markup of the same characters is removed. */
final class KeyNames {
  private record Names(String star, String pound) {}

  private static final Map<String, Names> BY_LANGUAGE =
      Map.ofEntries(
          Map.entry("en", new Names("star", "pound")),
          Map.entry("de", new Names("Stern", "Raute")),
          Map.entry("fr", new Names("étoile", "dièse")),
          Map.entry("es", new Names("asterisco", "almohadilla")),
          Map.entry("it", new Names("asterisco", "cancelletto")),
          Map.entry("pt", new Names("asterisco", "cardinal")),
          Map.entry("nl", new Names("sterretje", "hekje")),
          Map.entry("sv", new Names("stjärna", "fyrkant")),
          Map.entry("da", new Names("stjerne", "firkant")),
          Map.entry("pl", new Names("gwiazdka", "krzyżyk")));

  private KeyNames() {}

  /** The rules of a language; none where its names are not known. */
  static List<RewriteRule> rules(String language) {
    Names names = BY_LANGUAGE.get(language);
    return names == null
        ? List.of()
        : List.of(
            // *69, *100#
            RewriteRule.of(
                "(?<![\\w*])\\*(\\d{1,6})(#)?(?![\\w*])",
                m ->
                    names.star()
                        + " "
                        + digits(language, m.group(1))
                        + (group(m, 2).isEmpty() ? "" : " " + names.pound())),
            // 4821#
            RewriteRule.of(
                "(?<![\\w*#])(\\d{1,8})#(?!\\w)",
                m -> digits(language, m.group(1)) + " " + names.pound()),
            // A key between words, alone or in quotes; never at the start of a line.
            RewriteRule.of(alone("\\*"), names.star()),
            RewriteRule.of(alone("#"), names.pound()));
  }

  private static String alone(String key) {
    return "(?<=[\\p{L}\\p{M},;:)] |[\\p{L}] [\"'(])" + key + "(?=[\"')]?(?:[\\s.,;:!?)]|$))";
  }

  private static String digits(String language, String digits) {
    return language.equals("en")
        ? SpelledNumbers.digitByDigit(digits)
        : String.join(" ", digits.split(""));
  }
}
