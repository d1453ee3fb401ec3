// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka.answer;

import dev.trunkline.dialog.provider.ChatClient;
import dev.trunkline.dialog.provider.HttpTools;
import dev.trunkline.events.Event;
import dev.trunkline.events.topic.EventTopic;
import dev.trunkline.events.topic.ReturnAddress;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What all turns of a worker share.
 *
 * @param toolThreads where tool requests may block
 * @param toolResults results from before a crash
 * @param runningTools requests in progress
 */
record TurnDependencies(
    ChatClient chat,
    HttpTools tools,
    Results results,
    AnswerTimers timers,
    Executor toolThreads,
    ToolResults toolResults,
    RunningTools runningTools,
    InstantSource clock,
    LlmMetrics llmMetrics,
    ToolMetrics toolMetrics) {

  /** Writes the events of a turn. */
  interface Results {
    <E extends Event> void publish(
        EventTopic<E> topic,
        E event,
        @Nullable ReturnAddress returnAddress,
        @Nullable String assistant);
  }
}
