// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.chat.assistant;

import java.util.Optional;

/** What is left when no desk is meant: thanks, yes and no, greetings, names, a moment to think. */
final class SmallTalk implements Desk {
  @Override
  public Optional<String> open(CallerWords said, ConversationFacts memory) {
    Optional<String> name = name(said);
    if (name.isPresent()) {
      memory.name = name.get();
      return Optional.of("Nice to meet you, %s. How can I help you?".formatted(name.get()));
    }
    if (said.has("wait", "one moment", "hold on", "just a second")) {
      return Optional.of("Of course, take your time.");
    }
    if (said.has("stop", "never mind")) {
      memory.close();
      return Optional.of("All right. What else can I do for you?");
    }
    if (said.has("thank you", "thanks")) {
      return Optional.of(
          said.has("no")
              ? FrontDesk.GOODBYE
              : "You are welcome. Is there anything else I can do for you?");
    }
    if (said.has("robot", "real person", "who am i")) {
      return Optional.of(
          "I am the automatic assistant of Fairweather Market. I can also connect you with a"
              + " colleague.");
    }
    if (said.has("problem", "not working", "does not work", "nothing works", "broken")) {
      return Optional.of("I am sorry to hear that. Is it about an order or about your account?");
    }
    if (said.has("help", "a question", "can you hear me", "is anybody there")) {
      return Optional.of("Yes, I am here. What is it about?");
    }
    return said.words().size() <= 6 ? brief(said, memory) : Optional.empty();
  }

  private static Optional<String> brief(CallerWords said, ConversationFacts memory) {
    if (said.has("how are you")) {
      return Optional.of("I am well, thank you. How can I help you?");
    }
    if (said.has("hello", "hi", "hey", "good morning", "good afternoon", "good evening")) {
      String name = memory.name == null ? "" : ", " + memory.name;
      return Optional.of("Hello%s. How can I help you?".formatted(name));
    }
    if (said.has("sorry", "maybe", "i do not know", "not sure")) {
      return Optional.of("No problem. Just tell me what you need.");
    }
    if (said.has("no", "not really", "not yet", "wrong", "not right")) {
      return Optional.of(
          memory.asked || !memory.lastAnswer.contains("anything else")
              ? "I am sorry. What would be right?"
              : FrontDesk.GOODBYE);
    }
    if (said.has("yes", "right", "correct", "exactly", "sure", "okay", "great", "perfect")
        || said.has("of course", "sounds good", "that works")) {
      return Optional.of(
          memory.lastAnswer.contains("anything else")
              ? "Gladly. What is it?"
              : memory.asked
                  ? "Good. " + lastQuestion(memory.lastAnswer)
                  : "Very good. Is there anything else I can do for you?");
    }
    return Optional.empty();
  }

  private static Optional<String> name(CallerWords said) {
    return said.after("my name is")
        .or(() -> said.has("speaking") ? said.after("this is") : Optional.empty())
        .filter(word -> word.length() > 1)
        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1));
  }

  private static String lastQuestion(String answer) {
    int end = answer.lastIndexOf(". ");
    return end < 0 ? answer : answer.substring(end + 2);
  }
}
