// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.provider;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Removes what a model writes for no reader: thoughts, tool calls and channels in markers of
 * several families of models, and blocks of code. Markers may be split over deltas; a block that is
 * not closed is removed to its end. For one response; not thread-safe.
 */
final class HiddenTextFilter {
  private static final String THOUGHT =
      "think|thinking|thought|thoughts|reasoning|reflection|analysis|scratchpad|inner_monologue"
          + "|tool_call|tool_calls|function_call|function_calls|seed:think";

  private static final Pattern OPENING =
      Pattern.compile(
          "(?i)<("
              + THOUGHT
              + ")(?:\\s[^<>]*)?>"
              + "|◁(think)▷|\\[(THINK|TOOL_CALLS)\\]|<\\|(begin_of_thought|tool_call)\\|>"
              + "|<\\|(?:start|channel)\\|>"
              + "|```(?!(?:text|txt|markdown|md|plain)?\\s*\\n)[a-z+#]+\\s*\\n");

  /** Markers that hide nothing themselves. */
  private static final Pattern SINGLE =
      Pattern.compile(
          "(?i)</(?:" + THOUGHT + ")>|◁/think▷|\\[/(?:THINK|TOOL_CALLS)\\]|<\\|[a-z_]{1,30}\\|>");

  /** The end of a text that may be the beginning of a marker. */
  private static final Pattern UNFINISHED =
      Pattern.compile(
          "(?i)(?:<(?:[/|a-z][^<>]{0,40})?|◁[^▷]{0,8}|\\[/?[A-Z_]{0,10}|`{1,2}|```[a-z+#]{0,12}\\s?)$");

  private static final Pattern MESSAGE = Pattern.compile("<\\|message\\|>");
  private static final Pattern CHANNEL_END =
      Pattern.compile("<\\|(?:end|return|call)\\|>|(?=<\\|(?:start|channel)\\|>)");
  private static final int MAX_CLOSING_LENGTH = 40;

  private final StringBuilder pending = new StringBuilder();
  private @Nullable Pattern closing;
  private boolean inHeader;
  private final StringBuilder header = new StringBuilder();

  /** The part of the response so far that is for the caller and not returned yet. */
  String add(String delta) {
    pending.append(delta);
    return take(false);
  }

  /** As {@link #add}, at the end of the response. */
  String finish() {
    return take(true);
  }

  private String take(boolean last) {
    var spoken = new StringBuilder();
    while (true) {
      if (closing != null) {
        if (!close(closing)) {
          return spoken.toString();
        }
        continue;
      }
      Matcher opening = OPENING.matcher(pending.toString());
      if (opening.find()) {
        spoken.append(without(pending.substring(0, opening.start())));
        open(opening);
        continue;
      }
      Matcher unfinished = UNFINISHED.matcher(pending);
      int end = !last && unfinished.find() ? unfinished.start() : pending.length();
      spoken.append(without(pending.substring(0, end)));
      pending.delete(0, end);
      return spoken.toString();
    }
  }

  private void open(Matcher opening) {
    String marker = opening.group();
    pending.delete(0, opening.end());
    inHeader = marker.startsWith("<|start") || marker.startsWith("<|channel");
    header.setLength(0);
    closing =
        inHeader
            ? MESSAGE
            : Pattern.compile(marker.startsWith("```") ? "```" : "(?i)" + closingOf(opening));
  }

  private static String closingOf(Matcher opening) {
    if (opening.group(1) != null) {
      return "</" + opening.group(1) + ">";
    }
    if (opening.group(2) != null) {
      return "◁/think▷";
    }
    if (opening.group(3) != null) {
      return "\\[/" + opening.group(3) + "\\]";
    }
    return opening.group(4).equalsIgnoreCase("tool_call")
        ? "<\\|/?tool_call(?:_end)?\\|>"
        : "<\\|end_of_thought\\|>";
  }

  /** Drops what is hidden; false if more of it may come. */
  private boolean close(Pattern end) {
    Matcher found = end.matcher(pending);
    if (!found.find()) {
      int kept = Math.max(0, pending.length() - MAX_CLOSING_LENGTH);
      header.append(pending, 0, kept);
      pending.delete(0, kept);
      return false;
    }
    header.append(pending, 0, found.start());
    pending.delete(0, found.end());
    boolean hidden = inHeader && header.toString().matches("(?is).*(analysis|commentary).*");
    inHeader = false;
    closing = hidden ? CHANNEL_END : null;
    return true;
  }

  private static String without(String text) {
    return SINGLE.matcher(text).replaceAll("");
  }
}
