// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.llm;

import dev.trunkline.events.Event;
import dev.trunkline.events.topic.EventTopic;
import dev.trunkline.events.topic.ReturnAddress;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a turn needs of its runner.
 *
 * @param threads where tools may block
 * @param mostRounds how often the model may ask for tools in one turn
 */
record TurnSurroundings(
    ChatClient chat,
    Results results,
    Retries retries,
    Filler filler,
    Executor threads,
    ToolMemory memory,
    int mostRounds,
    InstantSource clock,
    LlmMeters meters,
    ToolMeters toolMeters) {

  /** Where everything a turn brings is written. */
  interface Results {
    <E extends Event> void publish(
        EventTopic<E> topic, E event, @Nullable ReturnAddress address, @Nullable String assistant);
  }
}
