// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.chat;

import java.util.List;
import java.util.Map;

/** What thinks behind the chat endpoint. Any thread; holds nothing between calls. */
public interface ChatModel {
  /**
   * A function the model may ask for.
   *
   * @param parameters the names of its parameters
   * @param choices what the first of them may be; empty if that is anything
   */
  record Tool(String name, List<String> parameters, List<String> choices) {
    public Tool {
      parameters = List.copyOf(parameters);
      choices = List.copyOf(choices);
    }

    /** One whose parameters may be anything. */
    public Tool(String name, List<String> parameters) {
      this(name, parameters, List.of());
    }
  }

  /** What the model does with a conversation. */
  sealed interface Answer {
    /** It says something. */
    record Words(String text) implements Answer {}

    /** It asks for functions to be called, all at once. */
    record Calls(List<Call> calls) implements Answer {
      public Calls {
        calls = List.copyOf(calls);
      }
    }

    /** One function to be called. */
    record Call(String tool, Map<String, String> arguments) {
      public Call {
        arguments = Map.copyOf(arguments);
      }
    }
  }

  /** The answer to a conversation, oldest message first. */
  Answer answer(List<ChatMessage> conversation, List<Tool> tools);
}
