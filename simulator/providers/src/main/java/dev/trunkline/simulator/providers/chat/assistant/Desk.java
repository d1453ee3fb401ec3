// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.chat.assistant;

import java.util.Optional;

/** A desk of the shop that handles one kind of request. */
interface Desk {
  /** The answer, if the caller's words name this desk's business. */
  Optional<String> open(CallerWords said, ConversationFacts memory);

  /** The answer, if the caller continues what this desk is dealing with or has asked. */
  default Optional<String> goOn(CallerWords said, ConversationFacts memory) {
    return Optional.empty();
  }
}
