// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.Role;
import dev.trunkline.events.TurnEvent.ToolReturned;
import java.util.ArrayList;
import java.util.List;

/** What was said and heard, oldest first, to be added to while one event is worked on. */
final class History {
  private final List<Message> lines;

  History(List<Message> before) {
    lines = new ArrayList<>(before);
  }

  List<Message> lines() {
    return lines;
  }

  /** What somebody says on after himself is one line with what he said before. */
  void add(Role role, String text) {
    if (text.isBlank()) {
      return;
    }
    String line = text.strip();
    if (!lines.isEmpty() && lines.getLast().role() == role) {
      line = lines.removeLast().text() + " " + line;
    }
    lines.add(new Message(role, line));
  }

  /** Each return counts once. */
  void toolReturned(ToolReturned returned) {
    boolean known =
        lines.stream()
            .anyMatch(m -> m.call() != null && m.call().id().equals(returned.call().id()));
    if (!known) {
      lines.add(new Message(Role.TOOL, returned.result(), returned.call()));
    }
  }

  /** Takes the caller's last words out again, if only tools have said anything since; else "". */
  String takeBackQuestion() {
    int last = lines.size() - 1;
    while (last >= 0 && lines.get(last).role() == Role.TOOL) {
      last--;
    }
    boolean asked = last >= 0 && lines.get(last).role() == Role.USER;
    return asked ? lines.remove(last).text() : "";
  }

  /** What the model sees when the caller goes on with {@code words}, which are not added. */
  List<Message> asking(String words, String systemPrompt, int mostLines) {
    var all = new History(lines);
    all.add(Role.USER, words);
    int from = Math.max(0, all.lines.size() - mostLines);
    var messages = new ArrayList<Message>();
    messages.add(new Message(Role.SYSTEM, systemPrompt));
    messages.addAll(all.lines.subList(from, all.lines.size()));
    return messages;
  }
}
