// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.speakable;

import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Replaces the matches of a pattern with spoken words. */
record RewriteRule(Pattern pattern, Function<MatchResult, String> words) {

  static RewriteRule of(String pattern, Function<MatchResult, String> words) {
    return new RewriteRule(Pattern.compile(pattern), words);
  }

  static RewriteRule of(String pattern, String words) {
    return of(pattern, _ -> words);
  }

  String apply(String text) {
    return pattern.matcher(text).replaceAll(m -> Matcher.quoteReplacement(words.apply(m)));
  }

  static String applyAll(List<RewriteRule> rules, String text) {
    String result = text;
    for (RewriteRule rule : rules) {
      result = rule.apply(result);
    }
    return result;
  }

  /** The text of group {@code n}; "" if the group did not match. */
  static String group(MatchResult match, int n) {
    @Nullable String group = match.group(n);
    return group == null ? "" : group;
  }
}
