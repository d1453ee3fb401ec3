// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * Bounds a history, so that a call's state and its requests stay far below the megabyte that a
 * broker accepts. Long lines are cut; results of tools that later lines have followed are
 * shortened, then the oldest lines are forgotten.
 */
final class HistoryLimit {
  /** Of JSON. */
  static final int MAX_BYTES = 256 * 1024;

  /** Of one line's JSON, about what is read of a tool's response. */
  static final int MAX_LINE_BYTES = 20 * 1024;

  private static final int SHORTENED_BYTES = 400;

  /** The last lines, which the next answer is about. */
  private static final int KEPT_LINES = 4;

  private HistoryLimit() {}

  static List<Message> apply(List<Message> lines) {
    var bounded = new ArrayList<Message>(lines.size());
    int total = 0;
    for (Message line : lines) {
      Message cut = cut(line, MAX_LINE_BYTES);
      bounded.add(cut);
      total += bytes(cut);
    }
    for (int i = 0; i < bounded.size() - KEPT_LINES && total > MAX_BYTES; i++) {
      Message line = bounded.get(i);
      if (line.role() == Role.TOOL) {
        total -= bytes(line);
        bounded.set(i, cut(line, SHORTENED_BYTES));
        total += bytes(bounded.get(i));
      }
    }
    int forgotten = 0;
    while (forgotten < bounded.size() - 1 && total > MAX_BYTES) {
      total -= bytes(bounded.get(forgotten++));
    }
    return List.copyOf(bounded.subList(forgotten, bounded.size()));
  }

  private static Message cut(Message line, int max) {
    String text = line.text();
    return bytes(text) <= max
        ? line
        : new Message(line.role(), prefix(text, max - 3) + "…", line.call());
  }

  /** The beginning of {@code text} whose JSON has at most {@code max} bytes. */
  static String prefix(String text, int max) {
    int size = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      size += bytes(c);
      if (size > max) {
        return text.substring(0, i);
      }
      i += Character.charCount(c);
    }
    return text;
  }

  private static int bytes(Message line) {
    int call = line.call() == null ? 0 : 100 + bytes(line.call().arguments());
    return 60 + bytes(line.text()) + call;
  }

  /** Bytes of {@code text} in JSON. */
  static int bytes(String text) {
    return text.codePoints().map(HistoryLimit::bytes).sum();
  }

  private static int bytes(int c) {
    if (c < ' ') {
      return 6;
    }
    if (c < 0x80) {
      return c == '"' || c == '\\' ? 2 : 1;
    }
    return c < 0x800 ? 2 : c < 0x10000 ? 3 : 12;
  }
}
