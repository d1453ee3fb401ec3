// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.chat.assistant;

import dev.trunkline.simulator.providers.chat.assistant.ConversationFacts.Topic;
import java.util.Optional;

/** Balances, bills and what belongs to a customer's account. */
final class AccountDesk implements Desk {
  private static final int MIN_NUMBER = 3;
  private static final int MAX_DOLLARS = 180;
  private static final int CENTS = 100;

  @Override
  public Optional<String> open(CallerWords said, ConversationFacts memory) {
    if (said.has("password")) {
      return Optional.of("I have sent a link for a new password to the address we know.");
    }
    if (said.has("my address")) {
      return Optional.of("Gladly. What is your new address?");
    }
    if (!said.has("balance", "bill", "account", "customer number", "i paid")) {
      return Optional.empty();
    }
    said.number()
        .filter(digits -> said.has("account number", "customer number"))
        .ifPresent(digits -> memory.account = digits);
    return Optional.of(balance(memory));
  }

  @Override
  public Optional<String> goOn(CallerWords said, ConversationFacts memory) {
    if (memory.topic != Topic.ACCOUNT) {
      return Optional.empty();
    }
    Optional<String> number = said.number();
    number.ifPresent(digits -> memory.account = digits);
    return number.map(digits -> balance(memory));
  }

  private static String balance(ConversationFacts memory) {
    String account = memory.account().orElse("");
    if (account.length() < MIN_NUMBER) {
      memory.account = null;
      memory.ask(Topic.ACCOUNT);
      return account.isEmpty()
          ? "I can tell you your balance. What is your account number?"
          : "I understood %s, but account numbers are longer. What is the whole number?"
              .formatted(InventedFacts.readOut(account));
    }
    memory.topic = Topic.ACCOUNT;
    memory.asked = false;
    return "The balance of account %s is %d dollars and %d cents. Is there anything else?"
        .formatted(
            InventedFacts.readOut(account),
            InventedFacts.of(account, "dollars", MAX_DOLLARS),
            InventedFacts.of(account, "cents", CENTS));
  }
}
