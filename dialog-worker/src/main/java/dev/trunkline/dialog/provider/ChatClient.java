// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.provider;

import dev.trunkline.dialog.core.answer.ChatFailure;
import dev.trunkline.dialog.core.answer.ChatPrompt;
import dev.trunkline.dialog.core.answer.RequestedToolCall;
import java.util.List;

/** A language model that responds in a stream of tokens. */
public interface ChatClient extends AutoCloseable {

  /**
   * Requests a response. The listener is called on other threads, one at a time, and gets exactly
   * one of done, truncated, tool calls or failure; nothing more after {@link ChatResponse#cancel}.
   */
  ChatResponse request(ChatPrompt prompt, Listener listener);

  @Override
  void close();

  /** A response in progress. */
  interface ChatResponse {
    /** Discards the rest. Any thread; may be repeated. */
    void cancel();
  }

  /** Receives a response. */
  interface Listener {
    void onToken(String text);

    void onDone();

    /** The response ended at the token limit, perhaps in the middle of a sentence. */
    void onTruncated();

    /** The response ends, perhaps after some words, with one or more tool calls. */
    void onToolCalls(List<RequestedToolCall> calls);

    void onFailure(ChatFailure failure);
  }
}
