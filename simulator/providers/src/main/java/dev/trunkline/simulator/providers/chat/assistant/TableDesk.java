// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.chat.assistant;

import dev.trunkline.simulator.providers.chat.assistant.ConversationFacts.Slot;
import dev.trunkline.simulator.providers.chat.assistant.ConversationFacts.Topic;
import java.util.List;
import java.util.Optional;

/** Tables in the cafe. */
final class TableDesk implements Desk {
  private final SlotFilling filling;

  TableDesk(SlotFilling filling) {
    this.filling = filling;
  }

  @Override
  public Optional<String> open(CallerWords said, ConversationFacts memory) {
    if (!said.has("table")) {
      return Optional.empty();
    }
    people(said, memory);
    filling.take(said, memory.table, false);
    return Optional.of(answer(memory));
  }

  @Override
  public Optional<String> goOn(CallerWords said, ConversationFacts memory) {
    if (memory.topic != Topic.TABLE) {
      return Optional.empty();
    }
    boolean counted = people(said, memory);
    boolean dated = filling.take(said, memory.table, memory.asked && !counted);
    return counted || dated ? Optional.of(answer(memory)) : Optional.empty();
  }

  private String answer(ConversationFacts memory) {
    Slot table = memory.table;
    if (table.people == 0) {
      memory.ask(Topic.TABLE);
      return "Gladly. For how many people?";
    }
    return filling.book(
        table, memory, Topic.TABLE, "Your table for %d is reserved for".formatted(table.people));
  }

  /** A number after "for" or "we are", or before "people", or all that was said. */
  private static boolean people(CallerWords said, ConversationFacts memory) {
    List<String> words = said.words();
    for (SpokenNumbers.Run run : SpokenNumbers.runs(words)) {
      String before = run.from() > 0 ? words.get(run.from() - 1) : "";
      String after = run.to() < words.size() ? words.get(run.to()) : "";
      boolean bare = memory.table.people == 0 && memory.asked && run.from() == 0;
      boolean counts = before.matches("for|are") || after.matches("people|persons") || bare;
      if (counts && !run.parts().isEmpty() && run.parts().getFirst() > 0) {
        memory.table.people = run.parts().getFirst();
        return true;
      }
    }
    return false;
  }
}
