// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.chat.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.simulator.providers.chat.ChatMessage;
import dev.trunkline.simulator.providers.chat.ChatModel.Answer;
import dev.trunkline.simulator.providers.chat.ChatModel.Tool;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomerServiceTest {
  /** A Monday. */
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final CustomerService service =
      new CustomerService(InstantSource.fixed(NOW), ZoneOffset.UTC);
  private final List<ChatMessage> conversation =
      new ArrayList<>(List.of(new ChatMessage("system", "You answer the telephone of a shop.")));

  @Test
  void greetsBeforeTheFirstUtterance() {
    assertThat(words(List.of())).startsWith("Hello, this is Fairweather Market.");
  }

  @Test
  void tomorrowsOpeningHoursNameTheDay() {
    assertThat(say("What time do you open tomorrow?"))
        .isEqualTo("We are open tomorrow, Tuesday, from 9 in the morning to 6 in the evening.");
  }

  @Test
  void sundayIsClosed() {
    assertThat(say("are you open on sunday")).startsWith("We are closed Sunday.");
  }

  @Test
  void asksForTheOrderNumberAndThenUsesIt() {
    assertThat(say("where is my order")).contains("What is your order number?");
    assertThat(say("it is four five seven one")).startsWith("Order number 4 5 7 1 ");
  }

  @ParameterizedTest
  @CsvSource({
    "order number 4571",
    "order number four five seven one",
    "order number forty five seventy one",
    "order number 4 5 7 1.",
  })
  void anOrderIsTheSameHoweverItsNumberIsSaid(String said) {
    assertThat(say(said)).isEqualTo(fresh("where is order 4571?"));
  }

  @Test
  void anOrderNumberThatIsTooShortIsAskedForAgain() {
    assertThat(say("the order number is four five")).contains("4 5").contains("whole number");
  }

  @Test
  void anAppointmentIsRememberedAcrossTheConversation() {
    assertThat(say("I'd like to make an appointment.")).contains("which day and time");
    assertThat(say("on Friday")).contains("At what time?");
    assertThat(say("what are your hours on Saturday?")).contains("Saturday");
    assertThat(say("at ten thirty")).contains("Friday at 10:30 in the morning");
    assertThat(say("When is my appointment?")).contains("Friday at 10:30 in the morning");
    assertThat(say("can I move it to Thursday")).contains("now Thursday at 10:30 in the morning");
    assertThat(say("I want to cancel my appointment")).contains("cancelled").contains("Thursday");
    assertThat(say("when is my appointment")).contains("find no appointment");
  }

  @Test
  void anAppointmentOutsideOpeningHoursIsNotBooked() {
    assertThat(say("can I come in on Sunday at ten")).contains("closed on Sundays");
    assertThat(say("on Saturday then")).contains("Saturday at 10 in the morning");
    assertThat(fresh("book an appointment for Monday at eight pm")).contains("we are open");
  }

  @Test
  void aTableNeedsPeopleDayAndTime() {
    assertThat(say("I would like to book a table")).contains("how many people");
    assertThat(say("for four people")).contains("which day");
    assertThat(say("tomorrow at six")).contains("we are open");
    assertThat(say("at five")).contains("table for 4").contains("tomorrow").contains("5 in the");
  }

  @Test
  void aBalanceNeedsAnAccountNumber() {
    assertThat(say("what is my balance")).contains("account number");
    assertThat(say("nine oh two one")).contains("9 0 2 1").contains("dollars");
  }

  @Test
  void repeatsWhatTheCallerHeard() {
    say("are you open on saturday");
    conversation.set(
        conversation.size() - 1, new ChatMessage("assistant", "We are open Saturday,"));
    assertThat(say("can you repeat that please")).isEqualTo("I said: We are open Saturday,");
  }

  @ParameterizedTest
  @CsvSource({
    "Thank you goodbye,Goodbye and thank you for calling",
    "please transfer me to billing,connecting you with our billing department",
    "I want to make a complaint,noted your complaint",
    "hello good morning,Hello. How can I help you?",
    "my name is john,'Nice to meet you, John.'",
    "purple elephants dance,I understood: purple elephants dance.",
    "thanks,You are welcome.",
  })
  void answersWhatIsSaidOften(String said, String part) {
    assertThat(say(said)).contains(part);
  }

  @Test
  void noMoreWishesMeansGoodbye() {
    say("order number four five seven one");
    assertThat(say("no")).startsWith("Goodbye");
  }

  @Test
  void asksForATransferWhenThereIsAFunctionForIt() {
    var tool = new Tool("transfer_call", List.of("department"));
    conversation.add(new ChatMessage("user", "connect me with sales please"));
    assertThat(service.answer(conversation, List.of(tool)))
        .isEqualTo(
            new Answer.Calls(
                List.of(
                    new Answer.Call(
                        "transfer_call", java.util.Map.of("department", "our sales team")))));
  }

  @Test
  void aNumberThatNoFunctionLooksUpIsTypedInWhereThereAreKeys() {
    var keys = new Tool("send_dtmf", List.of("digits"));
    var orders = new Tool("look_up_order", List.of("number"));
    conversation.add(new ChatMessage("user", "the status of order number four two seven"));
    assertThat(service.answer(conversation, List.of(keys)))
        .isEqualTo(
            new Answer.Calls(
                List.of(new Answer.Call("send_dtmf", java.util.Map.of("digits", "427")))));
    assertThat(service.answer(conversation, List.of(keys, orders)))
        .isEqualTo(
            new Answer.Calls(
                List.of(new Answer.Call("look_up_order", java.util.Map.of("number", "427")))));
  }

  @Test
  void reportsWhatAFunctionFound() {
    conversation.add(new ChatMessage("user", "where is order 4571"));
    conversation.add(new ChatMessage("tool", "{\"status\":\"shipped\"}"));
    assertThat(words(conversation)).isEqualTo("I have looked that up: status is shipped.");
  }

  @Test
  void theSameWordsGetTheSameAnswer() {
    assertThat(say("where is order 77123")).isEqualTo(fresh("where is order 77123"));
  }

  private String say(String text) {
    conversation.add(new ChatMessage("user", text));
    String answer = words(conversation);
    conversation.add(new ChatMessage("assistant", answer));
    return answer;
  }

  private String fresh(String text) {
    return words(List.of(new ChatMessage("user", text)));
  }

  private String words(List<ChatMessage> messages) {
    return switch (service.answer(messages, List.of())) {
      case Answer.Words words -> words.text();
      case Answer.Calls calls -> throw new AssertionError("asked for " + calls);
    };
  }
}
