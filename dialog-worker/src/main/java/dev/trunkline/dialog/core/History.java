// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.Role;
import dev.trunkline.events.TurnEvent.ToolReturned;
import java.util.ArrayList;
import java.util.List;

/**
 * What was said and heard in a call.
 *
 * @param lines oldest first, without the system prompt
 */
public record History(@JsonValue List<Message> lines) {
  static final History EMPTY = new History(List.of());

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public History {
    lines = List.copyOf(lines);
  }

  /** Joins {@code text} to the last line if the same side said that. */
  History plus(Role role, String text) {
    if (text.isBlank()) {
      return this;
    }
    var all = new ArrayList<>(lines);
    String line = text.strip();
    if (!all.isEmpty() && all.getLast().role() == role) {
      line = all.removeLast().text() + " " + line;
    }
    all.add(new Message(role, line));
    return new History(all);
  }

  /** Adds a tool's result, once however often the record is read. */
  History plus(ToolReturned returned) {
    boolean known =
        lines.stream()
            .anyMatch(m -> m.call() != null && m.call().id().equals(returned.call().id()));
    if (known) {
      return this;
    }
    var all = new ArrayList<>(lines);
    all.add(new Message(Role.TOOL, returned.result(), returned.call()));
    return new History(all);
  }

  /** The caller's last words if only tools have added lines since, else "". */
  String openQuestion() {
    int index = openQuestionIndex();
    return index < 0 ? "" : lines.get(index).text();
  }

  History withoutOpenQuestion() {
    int index = openQuestionIndex();
    if (index < 0) {
      return this;
    }
    var all = new ArrayList<>(lines);
    all.remove(index);
    return new History(all);
  }

  private int openQuestionIndex() {
    int last = lines.size() - 1;
    while (last >= 0 && lines.get(last).role() == Role.TOOL) {
      last--;
    }
    return last >= 0 && lines.get(last).role() == Role.USER ? last : -1;
  }

  /** The request to the model for an answer to {@code words}, which are not in the history yet. */
  List<Message> prompt(String words, String systemPrompt, int maxLines) {
    List<Message> all = plus(Role.USER, words).lines;
    var messages = new ArrayList<Message>();
    messages.add(new Message(Role.SYSTEM, systemPrompt));
    messages.addAll(all.subList(Math.max(0, all.size() - maxLines), all.size()));
    return messages;
  }
}
