// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.chat.assistant;

import java.util.Optional;

/**
 * What takes precedence over all business: goodbyes, requests for a person, complaints, "pardon?".
 */
final class FrontDesk implements Desk {
  static final String GOODBYE = "Goodbye and thank you for calling Fairweather Market.";

  @Override
  public Optional<String> open(CallerWords said, ConversationFacts memory) {
    if (repeatWanted(said)) {
      return Optional.of(
          memory.lastAnswer.isEmpty()
              ? "I have not said anything yet. How can I help you?"
              : "I said: " + memory.lastAnswer);
    }
    if (goodbye(said)) {
      memory.close();
      return Optional.of(GOODBYE);
    }
    if (transferWanted(said)) {
      memory.close();
      String department = department(said);
      return Optional.of("Of course. I am connecting you with %s.".formatted(department));
    }
    if (said.has("call me back", "called me back")) {
      return Optional.of(
          said.number()
              .map(n -> "We will call you back at %s.".formatted(InventedFacts.readOut(n)))
              .orElse("We will call you back. At which number can we reach you?"));
    }
    return complaint(said)
        ? Optional.of(
            "I am very sorry about that. I have noted your complaint, and our manager will look"
                + " into it today. How can I help you right now?")
        : Optional.empty();
  }

  static boolean goodbye(CallerWords said) {
    return said.has("goodbye", "bye", "that is all", "that is everything", "nothing else")
        || said.has("have a nice day", "have a good day", "see you");
  }

  static boolean transferWanted(CallerWords said) {
    return said.has("transfer", "connect me", "put me through", "a human", "human being")
        || said.has(
            "a person", "speak to someone", "speak to somebody", "talk to a manager") // wording: ok
        || said.has(
            "somebody i can talk to", "talk to somebody", "billing department"); // wording: ok
  }

  /** Whom the caller wants, in words. */
  static String department(CallerWords said) {
    if (said.has("billing")) {
      return "our billing department";
    }
    if (said.has("support")) {
      return "technical support";
    }
    if (said.has("sales")) {
      return "our sales team";
    }
    return said.has("manager") ? "our manager" : "a colleague";
  }

  private static boolean repeatWanted(CallerWords said) {
    return said.has("repeat", "say that again", "what did you say", "did not understand", "pardon")
        || said.has("more slowly");
  }

  private static boolean complaint(CallerWords said) {
    return said.has("complaint", "complain", "unhappy", "not happy", "third time i am calling")
        || said.has("taking too long", "i have been waiting");
  }
}
