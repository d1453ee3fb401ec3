// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.Role;
import dev.trunkline.events.TurnEvent.ToolCall;
import dev.trunkline.events.TurnEvent.ToolReturned;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryLimitTest {

  @ParameterizedTest
  @ValueSource(strings = {"x", "é", "漢", "😀", "\u0001", "\""})
  @DisplayName("A call with many large tool results stays far below a megabyte")
  void manyLargeToolResultsStayBelowALimit(String letter) throws JsonProcessingException {
    History history = History.EMPTY;
    for (int i = 0; i < 200; i++) {
      var call = new ToolCall("call_" + i + "_0", "look_up", "{\"number\":\"" + i + "\"}");
      history =
          history
              .plus(Role.USER, "Question " + i)
              .plus(new ToolReturned("CA1", i, call, letter.repeat(16 * 1024), false, List.of(), 0))
              .plus(Role.ASSISTANT, "Answer " + i);
    }
    assertThat(new ObjectMapper().writeValueAsBytes(history).length).isLessThan(300 * 1024);
    assertThat(history.lines())
        .endsWith(new Message(Role.ASSISTANT, "Answer 199"))
        .contains(new Message(Role.USER, "Question 199"));
  }

  @Test
  @DisplayName("A caller who never stops, and a result of a megabyte, are cut")
  void longLinesAreCut() {
    History history = History.EMPTY.plus(Role.USER, "word ".repeat(200_000));
    assertThat(history.lines().getFirst().text().length())
        .isLessThanOrEqualTo(HistoryLimit.MAX_LINE_BYTES);
  }

  @Test
  void ordinaryHistoryIsKeptWhole() {
    History history = History.EMPTY;
    for (int i = 0; i < 500; i++) {
      history =
          history.plus(Role.USER, "Question " + i).plus(Role.ASSISTANT, "Answer. ".repeat(20));
    }
    assertThat(history.lines()).hasSize(1_000);
  }
}
