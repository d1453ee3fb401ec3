// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.chat.assistant;

import dev.trunkline.simulator.providers.chat.assistant.ConversationFacts.Slot;
import dev.trunkline.simulator.providers.chat.assistant.ConversationFacts.Topic;
import java.time.LocalTime;
import java.util.Optional;

/** Appointments: booking, moving, cancelling, and what was agreed. */
final class AppointmentDesk implements Desk {
  private final SlotFilling filling;

  AppointmentDesk(SlotFilling filling) {
    this.filling = filling;
  }

  @Override
  public Optional<String> open(CallerWords said, ConversationFacts memory) {
    boolean named = said.has("appointment", "come in", "anything earlier", "anything later");
    boolean asksForTime = said.has("do you have anything", "free", "available");
    if (said.has("table", "without meat") || !(named || asksForTime)) {
      return Optional.empty();
    }
    Slot slot = memory.appointment;
    if (said.has("cancel")) {
      return Optional.of(cancel(said, memory));
    }
    if (said.has("when is", "what time is my", "when was")) {
      return Optional.of(agreed(memory));
    }
    if (said.has("i have an appointment")) {
      filling.take(said, slot, memory.asked);
      slot.booked = true;
      memory.topic = Topic.APPOINTMENT;
      return Optional.of("Yes, I can see it. Shall I change or cancel it?"); // wording: ok
    }
    if (said.has("change", "move") && !filling.take(said, slot, false)) {
      memory.ask(Topic.APPOINTMENT);
      return Optional.of(
          "Of course. To which day and time shall I move your appointment?"); // wording: ok
    }
    return Optional.of(fill(said, memory));
  }

  @Override
  public Optional<String> goOn(CallerWords said, ConversationFacts memory) {
    if (memory.topic == Topic.NONE && filling.take(said, memory.appointment, false)) {
      return Optional.of(fill(said, memory));
    }
    if (memory.topic != Topic.APPOINTMENT) {
      return Optional.empty();
    }
    Slot slot = memory.appointment;
    if (said.has("too early", "later") && slot.time != null) {
      slot.time = slot.time.plusHours(2);
      return Optional.of(filling.book(slot, memory, Topic.APPOINTMENT, what(slot)));
    }
    if (said.has("too late", "earlier") && slot.time != null) {
      slot.time = slot.time.minusHours(2);
      return Optional.of(filling.book(slot, memory, Topic.APPOINTMENT, what(slot)));
    }
    if (said.has("cancel")) {
      return Optional.of(cancel(said, memory));
    }
    boolean moved = filling.take(said, slot, memory.asked);
    return moved
        ? Optional.of(filling.book(slot, memory, Topic.APPOINTMENT, what(slot)))
        : Optional.empty();
  }

  private String fill(CallerWords said, ConversationFacts memory) {
    Slot slot = memory.appointment;
    if (said.has("earlier") && slot.time != null) {
      slot.time = LocalTime.of(9, 0);
    }
    boolean asked = memory.topic == Topic.APPOINTMENT && memory.asked;
    filling.take(said, slot, asked || said.has("free", "available"));
    return filling.book(slot, memory, Topic.APPOINTMENT, what(slot));
  }

  private static String what(Slot slot) {
    return slot.booked ? "Your appointment is now" : "I have booked your appointment for";
  }

  private String cancel(CallerWords said, ConversationFacts memory) {
    filling.take(said, memory.appointment, false);
    String which = filling.name(memory.appointment);
    memory.appointment.clear();
    memory.close();
    return "I have cancelled your appointment%s. Is there anything else I can do for you?"
        .formatted(which.isEmpty() ? "" : " " + which);
  }

  private String agreed(ConversationFacts memory) {
    Slot slot = memory.appointment;
    if (!slot.booked) {
      memory.ask(Topic.APPOINTMENT);
      return "I find no appointment for you yet. For which day and time "
          + "shall I book one?"; // wording: ok
    }
    memory.topic = Topic.APPOINTMENT;
    return "Your appointment is %s. Shall I change it?" // wording: ok
        .formatted(filling.name(slot));
  }
}
