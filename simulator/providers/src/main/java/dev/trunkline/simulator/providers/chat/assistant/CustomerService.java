// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.chat.assistant;

import dev.trunkline.simulator.providers.chat.ChatMessage;
import dev.trunkline.simulator.providers.chat.ChatModel;
import dev.trunkline.simulator.providers.chat.ChatSettings;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Answers as the telephone assistant of a small shop with a cafe and a service counter: in one to
 * three short sentences, from what the caller has said in this conversation.
 */
public final class CustomerService implements ChatModel {
  private static final String GREETING =
      "Hello, this is Fairweather Market. How can I help you today?";
  private static final int QUOTED_WORDS = 15;

  private final List<Desk> desks;

  /**
   * @param clock what day it is
   * @param zone and where
   */
  public CustomerService(InstantSource clock, ZoneId zone) {
    var calendar = new SpokenDays(clock, zone);
    var filling = new SlotFilling(calendar);
    desks =
        List.of(
            new FrontDesk(),
            new OrderDesk(calendar),
            new TableDesk(filling),
            new AppointmentDesk(filling),
            new AccountDesk(),
            new InformationDesk(calendar));
  }

  /** One that lives by the machine's clock, and says it as {@code settings} want it. */
  public static ChatModel of(ChatSettings settings) {
    return new Rewording(
        new CustomerService(InstantSource.system(), settings.zone()), settings.rewording());
  }

  @Override
  public Answer answer(List<ChatMessage> conversation, List<Tool> tools) {
    Optional<ContinuationRequest> unfinished = ContinuationRequest.in(conversation);
    if (unfinished.isPresent()) {
      Answer whole = answer(unfinished.get().conversation(), tools);
      return whole instanceof Answer.Words(String text)
          ? new Answer.Words(unfinished.get().rest(text))
          : whole;
    }
    if (conversation.isEmpty()) {
      return new Answer.Words(GREETING);
    }
    ChatMessage last = conversation.getLast();
    if (last.role().equals("tool")) {
      return new Answer.Words(ToolUse.report(last.text()));
    }
    if (last.role().equals("user")) {
      Optional<Answer> calls = ToolUse.calls(CallerWords.of(last.text()), tools);
      if (calls.isPresent()) {
        return calls.get();
      }
    }
    return new Answer.Words(words(conversation));
  }

  private String words(List<ChatMessage> conversation) {
    var memory = new ConversationFacts();
    String answer = "";
    for (ChatMessage message : conversation) {
      switch (message.role()) {
        case "user" -> {
          answer = reply(CallerWords.of(message.text()), memory);
          memory.lastAnswer = answer;
        }
        // What the caller really heard may be less than what we said.
        case "assistant" -> memory.lastAnswer = message.text();
        default -> {}
      }
    }
    if (conversation.getLast().role().equals("user")) {
      return answer;
    }
    return answer.isEmpty() ? GREETING : "Are you still there? How can I help you?";
  }

  private String reply(CallerWords said, ConversationFacts memory) {
    if (said.words().isEmpty()) {
      return "I am sorry, I did not hear you. Could you say that again?";
    }
    return desks.stream()
        .flatMap(desk -> desk.open(said, memory).stream())
        .findFirst()
        .or(() -> desks.stream().flatMap(desk -> desk.goOn(said, memory).stream()).findFirst())
        .or(() -> new SmallTalk().open(said, memory))
        .orElseGet(() -> fallback(said));
  }

  private static String fallback(CallerWords said) {
    List<String> words = List.of(said.spoken().replaceAll("[.!?]+$", "").split("\\s+"));
    String heard = String.join(" ", words.subList(0, Math.min(words.size(), QUOTED_WORDS)));
    return "I understood: %s. Is it about an order, an appointment or your account?"
        .formatted(heard);
  }
}
