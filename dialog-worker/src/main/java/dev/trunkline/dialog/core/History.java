// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.Role;
import dev.trunkline.events.TurnEvent.ToolCall;
import dev.trunkline.events.TurnEvent.ToolReturned;
import java.util.ArrayList;
import java.util.List;

/**
 * What was said and heard in a call.
 *
 * @param lines oldest first, without the system prompt
 */
public record History(@JsonValue List<Message> lines) {
  /** Stands for the result of a tool that has not returned. */
  public static final String NO_RESULT_YET = "The request was sent; there is no answer yet.";

  static final History EMPTY = new History(List.of());

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public History {
    lines = HistoryLimit.apply(lines);
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

  /** True if there is a line of this tool call. */
  boolean knows(ToolCall call) {
    return indexOf(call) >= 0;
  }

  /** Adds a tool call that is in progress. */
  History plus(ToolCall call) {
    return knows(call) ? this : plusLine(new Message(Role.TOOL, NO_RESULT_YET, call));
  }

  /** Adds a tool's result in the place of its call, once however often the record is read. */
  History plus(ToolReturned returned) {
    var line = new Message(Role.TOOL, returned.result(), returned.call());
    int index = indexOf(returned.call());
    if (index < 0) {
      return plusLine(line);
    }
    if (!lines.get(index).text().equals(NO_RESULT_YET)) {
      return this;
    }
    var all = new ArrayList<>(lines);
    all.set(index, line);
    return new History(all);
  }

  private History plusLine(Message line) {
    var all = new ArrayList<>(lines);
    all.add(line);
    return new History(all);
  }

  private int indexOf(ToolCall call) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      ToolCall known = lines.get(i).call();
      if (known != null && known.id().equals(call.id())) {
        return i;
      }
    }
    return -1;
  }

  /** What the caller last heard of the assistant, "" for nothing. */
  String lastHeard() {
    return lastOf(Role.ASSISTANT);
  }

  /** The caller's last words, "" for none. */
  String lastSaid() {
    return lastOf(Role.USER);
  }

  private String lastOf(Role role) {
    return lines.reversed().stream()
        .filter(line -> line.role() == role)
        .findFirst()
        .map(Message::text)
        .orElse("");
  }

  /** The caller's words if they are the last line, else "". */
  String openQuestion() {
    return !lines.isEmpty() && lines.getLast().role() == Role.USER ? lines.getLast().text() : "";
  }

  History withoutOpenQuestion() {
    return openQuestion().isEmpty() ? this : new History(lines.subList(0, lines.size() - 1));
  }

  /** Without the caller's last words and what followed from them. */
  History withoutLastQuestion() {
    int last = lines.size() - 1;
    while (last >= 0 && lines.get(last).role() != Role.USER) {
      last--;
    }
    return last < 0 ? this : new History(lines.subList(0, last));
  }

  /** True if {@code text} is the last that the assistant said. */
  boolean isLastSaid(String text) {
    for (Message line : lines.reversed()) {
      if (line.role() == Role.ASSISTANT) {
        return line.text().endsWith(text.strip());
      }
    }
    return false;
  }

  /** True if the last line is a tool's: the caller has not heard what came of it. */
  boolean endsWithTool() {
    return !lines.isEmpty() && lines.getLast().role() == Role.TOOL;
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
