// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.llm;

import dev.trunkline.dialog.tool.Offer;
import dev.trunkline.events.TurnEvent.Message;
import java.util.List;

/** A model that answers in a stream of tokens. */
interface ChatClient extends AutoCloseable {

  /**
   * Asks for an answer. The listener is called on another thread, by one thread at a time, and gets
   * exactly one end: done, calls, failed, or nothing more after {@link Answer#cancel}.
   */
  Answer ask(Prompt prompt, Listener listener);

  @Override
  void close();

  /**
   * What the model is given.
   *
   * @param tools what it can ask for
   * @param mayCall false if it must answer in words now
   */
  record Prompt(List<Message> messages, List<Offer> tools, boolean mayCall) {}

  /**
   * What the model wants a tool to do.
   *
   * @param arguments JSON, if the model did it right
   */
  record RequestedCall(String tool, String arguments) {}

  /** An answer under way. */
  interface Answer {
    /** The rest is not wanted. Any thread; repeating it does nothing. */
    void cancel();
  }

  /** Hears an answer. */
  interface Listener {
    void onToken(String text);

    void onDone();

    /** The answer ends, perhaps after some words, in wishes for tools: one or more. */
    void onCalls(List<RequestedCall> calls);

    void onFailure(ChatFailure failure);
  }
}
