// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.chat.assistant;

import java.time.LocalDate;
import java.util.Optional;

/** Opening hours, the place, prices and the menu. */
final class InformationDesk implements Desk {
  private static final String WEEK =
      "We are open Monday to Friday from 9 in the morning to 6 in the evening, and on Saturday"
          + " from 10 to 4.";

  private final SpokenDays calendar;

  InformationDesk(SpokenDays calendar) {
    this.calendar = calendar;
  }

  @Override
  public Optional<String> open(CallerWords said, ConversationFacts memory) {
    if (said.has("open", "opening", "close", "closing", "closed", "hours")) {
      return Optional.of(hours(said));
    }
    if (said.has("where are you", "located", "your address", "address of", "your office")
        || said.has("get there", "how far", "the station")) {
      return Optional.of(
          "You find us at 12 Harbor Lane, five minutes on foot from the central station.");
    }
    if (said.has("park", "parking")) {
      return Optional.of("Yes, there is free parking behind the building.");
    }
    if (said.has("how much", "price", "cost", "discount", "credit card")) {
      return Optional.of(
          "Prices depend on the item, and you can pay by card or in cash. Which item do you mean?");
    }
    if (said.has("menu", "pizza", "pizzas", "without meat", "deliver it", "pick it up")) {
      return Optional.of(
          "Our cafe has pizza with cheese, with mushrooms or with vegetables, from 9 dollars on."
              + " You can pick it up in 20 minutes.");
    }
    return Optional.empty();
  }

  private String hours(CallerWords said) {
    if (said.has("weekend", "weekends")) {
      return "On Saturday we are open from 10 in the morning to 4 in the afternoon. On Sunday we"
          + " are closed.";
    }
    Optional<LocalDate> day = calendar.day(said);
    if (day.isEmpty()) {
      return WEEK;
    }
    String name = calendar.name(day.get());
    return OpeningHours.on(day.get())
        .map(hours -> "We are open %s, %s.".formatted(name, hours.name()))
        .orElse("We are closed %s. The next day we open at 9 in the morning.".formatted(name));
  }
}
