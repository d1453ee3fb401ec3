// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.chat.assistant;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known from the conversation so far; computed for every answer from its messages. */
final class ConversationFacts {
  /** What the caller is busy with, and may go on about without naming it. */
  enum Topic {
    NONE,
    ORDER,
    APPOINTMENT,
    TABLE,
    ACCOUNT
  }

  /** A day and a time that were agreed on or are being agreed on. */
  static final class Slot {
    @Nullable LocalDate day;
    @Nullable LocalTime time;
    int people;
    boolean booked;

    Optional<LocalDate> day() {
      return Optional.ofNullable(day);
    }

    Optional<LocalTime> time() {
      return Optional.ofNullable(time);
    }

    void clear() {
      day = null;
      time = null;
      people = 0;
      booked = false;
    }
  }

  Topic topic = Topic.NONE;
  final Slot appointment = new Slot();
  final Slot table = new Slot();
  @Nullable String name;
  @Nullable String order;
  @Nullable String account;

  /** What we last said. */
  String lastAnswer = "";

  /** Whether we last asked for what the topic lacks. */
  boolean asked;

  Optional<String> order() {
    return Optional.ofNullable(order);
  }

  Optional<String> account() {
    return Optional.ofNullable(account);
  }

  /** No question is open. */
  void close() {
    topic = Topic.NONE;
    asked = false;
  }

  /** We ask for something about {@code topic}. */
  void ask(Topic topic) {
    this.topic = topic;
    asked = true;
  }
}
