// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.dialog.core.EndOfTurn.Completeness;
import dev.trunkline.events.Event;
import dev.trunkline.events.TurnEvent.TurnRequested;
import dev.trunkline.runtime.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers at the end of what the caller says. */
class DictatedNumberTest {
  private final EndOfTurn rules = EndOfTurn.from(Settings.of(Map.of()));
  private final VirtualCall call = new VirtualCall();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A table for two at seven.",
        "I need it on the 5th.",
        "It was in 1985.",
        "I was born in 1985.",
        "My appointment is on May 5 2026.",
        "See you at 10:45.",
        "Can we meet at nine oh five.",
        "We close at 9 30.",
        "It costs $12.50.",
        "I paid 1,250.",
        "I live at 42.",
        "I am in room 204.",
        "There are 12 of us, and we come at 8.",
        "I take number five.",
        "From 9 to 5.",
        "I have been a customer since 2004.",
        "The meeting is on 24.12.2026.",
        "It is 20%.",
        "Vol à 18h30.",
        "Plan B.",
        "My card was charged 45."
      })
  void sentenceThatEndsInANumberIsComplete(String text) {
    assertThat(rules.judge(text, "")).isEqualTo(Completeness.COMPLETE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I would like to check the status of order number four two seven.",
        "Can you cancel order number 48213.",
        "Please check booking number 1234.",
        "I am on flight four two seven."
      })
  @DisplayName("A request that ends in a whole number is answered without the wait of dictation")
  void requestThatEndsInAWholeNumberIsAnsweredSoon(String text) {
    assertThat(rules.waitMs(text, "", null)).isLessThanOrEqualTo(600);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I would like to check the status of order number four.",
        "I would like to check the status of order number four two.",
        "My card number is 4539.",
        "My card number is 4539. 1488.",
        "My card number is 4539, 1488. 0343.",
        "My card number is 4539 1488 0343.",
        "It's 4539.",
        "4539.",
        "My number is 5.",
        "My number is 555.",
        "The number is 12.",
        "My account number is 12.",
        "My account is 4539.",
        "Account 4539.",
        "The number on my card is 4539.",
        "My phone number is 0171.",
        "0171.",
        "My phone number is five five five, one two three.",
        "My order number is 427.",
        "My order number is AB12.",
        "555-12.",
        "My card number is 4539?",
        "My card number is 4539. Then 1488.",
        "My card number is, uh, 4539.",
        "Meine Kartennummer ist 4539.",
        "Mi tarjeta es 4539.",
        "My name is J O H N.",
        "My number is 1 555 123 456."
      })
  void numberInGroupsIsWaitedFor(String text) {
    assertThat(rules.waitMs(text, "", null)).isGreaterThanOrEqualTo(1_500);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "My card number is 4539 1488 0343 6467.",
        "My card number is 4539. 1488. 0343. 6467.",
        "My card is 3714 496353 98431.",
        "My phone number is 555 123 4567.",
        "My number is (555) 123-4567.",
        "My number is 1 555 123 4567.",
        "My pin is 4539.",
        "My zip code is 90210.",
        "The last four digits are 4539.",
        "Is my account number 4539?"
      })
  void wholeNumberIsAnsweredSoon(String text) {
    assertThat(rules.waitMs(text, "", null)).isLessThanOrEqualTo(600);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          What is your card number?                        | 4539.           | true
          What is your card number?                        | Sure, it's 4539. | true
          What is your card number?                        | 4.              | true
          What is your card number?                        | 4539 1488 0343 6467. | false
          What is your six-digit code?                     | 384.            | true
          What is your six-digit code?                     | 384 912.        | false
          Please tell me the last four digits of your card. | 4539.          | false
          What are the last 4 digits of your card number?  | 45.             | true
          And your phone number?                           | 555 123.        | true
          And your phone number?                           | 555 123 4567.   | false
          And your phone number? Then I will book it.      | A table for two at seven. | false
          How many of you are coming?                      | 12.             | false
          In what year were you born?                      | 1985.           | false
          Can I do more about your order?                  | Two.            | false
          What is your customer number?                    | 4539.           | true
          """)
  void questionTellsWhetherTheNumberIsWhole(String heard, String said, boolean waits) {
    long waitMs = rules.waitMs(said, heard, null);
    assertThat(waitMs >= 1_500).as("waits %d ms", waitMs).isEqualTo(waits);
  }

  @Test
  void lengthOfTheBusinessOwnNumbersIsConfigurable() {
    var own = EndOfTurn.from(Settings.of(Map.of("dictatedNumbers", "order number 7, Vorgang 5")));
    assertThat(own.waitMs("Please check order number 427.", "", null)).isEqualTo(2_500);
    assertThat(own.waitMs("My order number is 427 1234.", "", null)).isEqualTo(600);
    assertThat(own.waitMs("Es geht um Vorgang 123.", "", null)).isEqualTo(2_500);
  }

  @ParameterizedTest
  @ValueSource(longs = {600, 900, 1_200, 1_400})
  @DisplayName("A card number in groups with pauses is one number, asked once")
  void cardNumberInGroupsIsAskedOnce(long pauseMs) {
    call.greeted();
    var followed = new ArrayList<Event>();
    for (String group : List.of("My card number is 4539.", "1488.", "0343.", "6467.")) {
      followed.addAll(call.says(group));
      followed.addAll(call.waitMs(pauseMs - 350));
    }
    followed.addAll(call.waitMs(1_000));
    assertThat(followed).filteredOn(TurnRequested.class::isInstance).hasSize(1);
    assertThat(VirtualCall.lastRequest(followed).messages().getLast().text())
        .isEqualTo("My card number is 4539. 1488. 0343. 6467.");
  }
}
