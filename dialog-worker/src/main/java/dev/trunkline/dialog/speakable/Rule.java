// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.speakable;

import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Replaces what a pattern finds by what is to be said instead. */
record Rule(Pattern pattern, Function<MatchResult, String> words) {

  static Rule of(String pattern, Function<MatchResult, String> words) {
    return new Rule(Pattern.compile(pattern), words);
  }

  static Rule of(String pattern, String words) {
    return of(pattern, _ -> words);
  }

  String apply(String text) {
    return pattern.matcher(text).replaceAll(m -> Matcher.quoteReplacement(words.apply(m)));
  }

  static String all(List<Rule> rules, String text) {
    String result = text;
    for (Rule rule : rules) {
      result = rule.apply(result);
    }
    return result;
  }

  /** What group {@code n} matched, "" if it took no part. */
  static String group(MatchResult match, int n) {
    @Nullable String group = match.group(n);
    return group == null ? "" : group;
  }
}
