// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.chat.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.simulator.providers.chat.ChatMessage;
import dev.trunkline.simulator.providers.chat.ChatModel.Answer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContinuationRequestTest {
  private static final String WHOLE =
      "We are open tomorrow, Tuesday, from 9 in the morning to 6 in the evening.";

  private final CustomerService shop =
      new CustomerService(
          InstantSource.fixed(Instant.parse("2026-11-23T12:00:00Z")), ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "\"We are open tomorrow, \",\"Tuesday, from 9 in the morning to 6 in the evening.\"",
        "\"Of course. We are open tomorrow, Tuesday, from nine in the\",\"morning to 6 in the"
            + " evening.\"",
        "\"We are open tomorrow, Tuesday, from nine in the morning to six in the evening.\",.",
        "\"Nothing of it.\",\"" + WHOLE + "\""
      })
  void theRestFollowsTheWordsLastSaid(String said, String rest) {
    Answer answer =
        shop.answer(
            List.of(
                new ChatMessage("system", "You are an assistant."),
                new ChatMessage("user", "What time do you open tomorrow?"),
                new ChatMessage("assistant", said),
                new ChatMessage("system", "Go on.")),
            List.of());
    assertThat(answer).isEqualTo(new Answer.Words(rest));
  }

  @Test
  void someAnswersBeginInOtherWordsIfThatIsWanted() {
    var question = List.of(new ChatMessage("user", "What time do you open tomorrow?"));
    assertThat(new Rewording(shop, 1).answer(question, List.of()))
        .isEqualTo(new Answer.Words("Of course. " + WHOLE));
    assertThat(new Rewording(shop, 0).answer(question, List.of()))
        .isEqualTo(new Answer.Words(WHOLE));
  }
}
