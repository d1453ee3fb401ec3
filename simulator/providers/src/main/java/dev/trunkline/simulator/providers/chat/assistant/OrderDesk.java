// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.chat.assistant;

import dev.trunkline.simulator.providers.chat.assistant.ConversationFacts.Topic;
import java.util.Optional;

/** Orders: where they are, cancelling and returning them. */
final class OrderDesk implements Desk {
  private static final int MIN_NUMBER = 3;
  private final SpokenDays calendar;

  OrderDesk(SpokenDays calendar) {
    this.calendar = calendar;
  }

  @Override
  public Optional<String> open(CallerWords said, ConversationFacts memory) {
    if (said.has("refund", "money back", "return", "wrong item", "broken")) {
      memory.close();
      return Optional.of(
          "I am sorry about that. You can return anything within 30 days, and we pay you back as"
              + " soon as it is here. Shall I send you a return label?"); // wording: ok
    }
    if (said.has("delivery cost", "do you deliver")) {
      return Optional.of("Delivery costs 5 dollars, and nothing from 50 dollars on.");
    }
    if (said.has("pizza", "pizzas") || !said.has("order", "package", "delivery", "delivered")) {
      return Optional.empty();
    }
    said.number().ifPresent(digits -> memory.order = digits);
    if (said.has("cancel")) {
      return Optional.of(cancel(memory));
    }
    if (said.has("address")) {
      return Optional.of(
          "The address can be changed until the order leaves us. What is the new address?");
    }
    return Optional.of(status(memory));
  }

  @Override
  public Optional<String> goOn(CallerWords said, ConversationFacts memory) {
    Optional<String> number = said.number();
    boolean bare = number.isPresent() && said.words().size() <= number.get().length() + 3;
    boolean unasked = memory.topic == Topic.NONE && bare && number.get().length() >= MIN_NUMBER;
    if (memory.topic != Topic.ORDER && !unasked) {
      return Optional.empty();
    }
    number.ifPresent(digits -> memory.order = digits);
    return number.map(digits -> status(memory));
  }

  /** Says where the order is, or asks for its number. */
  private String status(ConversationFacts memory) {
    String order = memory.order().orElse("");
    if (order.length() < MIN_NUMBER) {
      memory.order = null;
      memory.ask(Topic.ORDER);
      return order.isEmpty()
          ? "I can look that up for you. What is your order number?"
          : "I understood %s, but order numbers are longer. What is the whole number?"
              .formatted(InventedFacts.readOut(order));
    }
    memory.topic = Topic.ORDER;
    memory.asked = false;
    return "Order number %s %s. Is there anything else I can do for you?"
        .formatted(InventedFacts.readOut(order), whereabouts(order));
  }

  private String whereabouts(String order) {
    int days = 1 + InventedFacts.of(order, "days", 3);
    String day = calendar.name(calendar.today().plusDays(days));
    return switch (InventedFacts.of(order, "order", 4)) {
      case 0 -> "has left our warehouse and will arrive " + day;
      case 1 -> "is being packed and will be with you " + day;
      case 2 -> "is out for delivery and will arrive today";
      default -> "is waiting for you at our counter";
    };
  }

  private static String cancel(ConversationFacts memory) {
    String order = memory.order().orElse("");
    if (order.length() < MIN_NUMBER) {
      memory.ask(Topic.ORDER);
      return "I can cancel it for you. What is the order number?";
    }
    memory.close();
    return "I have cancelled order number %s. You get your money back within five days."
        .formatted(InventedFacts.readOut(order));
  }
}
