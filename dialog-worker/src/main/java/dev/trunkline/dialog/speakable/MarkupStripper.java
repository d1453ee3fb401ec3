// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.speakable;

import static dev.trunkline.dialog.speakable.RewriteRule.group;

import java.util.List;
import java.util.regex.MatchResult;

/** Removes Markdown and HTML and keeps the words. */
final class MarkupStripper {
  private static final List<RewriteRule> RULES =
      List.of(
          // Blocks.
          RewriteRule.of("(?m)^\\s*```\\w*\\s*$|```\\w*", ""),
          RewriteRule.of("(?m)^[ \\t]*\\|?[ \\t]*:?-{3,}:?[ \\t|:-]*$", ""),
          RewriteRule.of("(?m)^[ \\t]*([-*_][ \\t]*){3,}$", ""),
          RewriteRule.of("(?m)^[ \\t]*>+[ \\t]?", ""),
          RewriteRule.of("(?m)^[ \\t]*#{1,6}[ \\t]+(.*?)[ \\t]*#*[ \\t]*$", m -> ended(m.group(1))),
          RewriteRule.of("(?m)^[ \\t]*\\|(.*)\\|[ \\t]*$", m -> ended(cells(m.group(1)))),
          RewriteRule.of(
              "(?m)^[ \\t]*[-*+•◦▪‣·][ \\t]+(\\[[ xX]\\][ \\t]+)?(.*)$", m -> ended(m.group(2))),
          RewriteRule.of(
              "(?m)^([ \\t]*\\d{1,3}[.)][ \\t]+)(.*)$", m -> m.group(1) + ended(m.group(2))),
          // Links and footnotes.
          RewriteRule.of("!?\\[([^\\]]*)\\]\\([^)]*\\)", m -> m.group(1)),
          RewriteRule.of("\\[\\^?\\d{1,3}\\]", ""),
          RewriteRule.of(
              "<((?:https?|mailto):[^>\\s]*)>", m -> m.group(1).replaceFirst("^mailto:", "")),
          // HTML.
          RewriteRule.of("(?i)<br\\s*/?>|</(?:p|li|div|h\\d|tr)>", "\n"),
          RewriteRule.of("<(/?[a-zA-Z][\\w-]*(?:\\s[^<>]*)?|!--.*?--)/?>", ""),
          RewriteRule.of("&(amp|lt|gt|quot|apos|nbsp|#39);", MarkupStripper::entity),
          // Emphasis; an asterisk between digits means multiplication.
          RewriteRule.of("(?<=\\d)\\s?\\*\\s?(?=\\d)", " times "),
          RewriteRule.of("\\\\([*_`#\\[\\]()~>.!-])", m -> m.group(1)),
          RewriteRule.of("[*`]+|~~", ""),
          RewriteRule.of("(?<!\\w)_+(?=\\w)|(?<=[\\w.,!?])_+(?!\\w)", ""));

  private MarkupStripper() {}

  static String strip(String text) {
    return RewriteRule.applyAll(RULES, text);
  }

  /** Ends a line with a period, so that it is spoken as a sentence. */
  private static String ended(String line) {
    String text = line.strip();
    return text.isEmpty() || text.matches("(?s).*[.,;:!?][*_\"')]*") ? text : text + ".";
  }

  private static String cells(String row) {
    return row.replaceAll("\\s*\\|\\s*", ", ").strip();
  }

  private static String entity(MatchResult match) {
    return switch (group(match, 1)) {
      case "amp" -> "&";
      case "lt" -> "<";
      case "gt" -> ">";
      case "quot" -> "\"";
      case "nbsp" -> " ";
      default -> "'";
    };
  }
}
