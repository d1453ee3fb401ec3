// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.speakable;

import static dev.trunkline.dialog.speakable.Rule.group;

import java.util.List;
import java.util.regex.MatchResult;

/** Takes Markdown and HTML away and keeps the words. */
final class Markup {
  private static final List<Rule> RULES =
      List.of(
          // Blocks.
          Rule.of("(?m)^\\s*```\\w*\\s*$|```\\w*", ""),
          Rule.of("(?m)^[ \\t]*\\|?[ \\t]*:?-{3,}:?[ \\t|:-]*$", ""),
          Rule.of("(?m)^[ \\t]*([-*_][ \\t]*){3,}$", ""),
          Rule.of("(?m)^[ \\t]*>+[ \\t]?", ""),
          Rule.of("(?m)^[ \\t]*#{1,6}[ \\t]+(.*?)[ \\t]*#*[ \\t]*$", m -> ended(m.group(1))),
          Rule.of("(?m)^[ \\t]*\\|(.*)\\|[ \\t]*$", m -> ended(cells(m.group(1)))),
          Rule.of(
              "(?m)^[ \\t]*[-*+•◦▪‣·][ \\t]+(\\[[ xX]\\][ \\t]+)?(.*)$", m -> ended(m.group(2))),
          Rule.of("(?m)^([ \\t]*\\d{1,3}[.)][ \\t]+)(.*)$", m -> m.group(1) + ended(m.group(2))),
          // Links and notes.
          Rule.of("!?\\[([^\\]]*)\\]\\([^)]*\\)", m -> m.group(1)),
          Rule.of("\\[\\^?\\d{1,3}\\]", ""),
          Rule.of("<((?:https?|mailto):[^>\\s]*)>", m -> m.group(1).replaceFirst("^mailto:", "")),
          // HTML.
          Rule.of("(?i)<br\\s*/?>|</(?:p|li|div|h\\d|tr)>", "\n"),
          Rule.of("<(/?[a-zA-Z][\\w-]*(?:\\s[^<>]*)?|!--.*?--)/?>", ""),
          Rule.of("&(amp|lt|gt|quot|apos|nbsp|#39);", Markup::entity),
          // Emphasis; a star between numbers is a sign of its own.
          Rule.of("(?<=\\d)\\s?\\*\\s?(?=\\d)", " times "),
          Rule.of("\\\\([*_`#\\[\\]()~>.!-])", m -> m.group(1)),
          Rule.of("[*`]+|~~", ""),
          Rule.of("(?<!\\w)_+(?=\\w)|(?<=[\\w.,!?])_+(?!\\w)", ""));

  private Markup() {}

  static String strip(String text) {
    return Rule.all(RULES, text);
  }

  /** A line of its own is heard as a sentence. */
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
