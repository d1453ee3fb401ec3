// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.dialog.core.History;
import dev.trunkline.dialog.core.answer.RequestedToolCall;
import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.Role;
import dev.trunkline.events.TurnEvent.ToolRequested;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A caller's request is carried out once, whatever the caller says meanwhile. */
class RepeatedRequestTest extends AnswerSessionRig {
  private static final RequestedToolCall AGAIN =
      new RequestedToolCall("look_up", "{ \"number\":\"7\" }");

  @Test
  @DisplayName("A turn that follows waits for the tool in progress and sees its result")
  void nextAnswerWaitsForTheToolUnderWay() {
    shop.enqueue(answer(200, "booked"));
    turn.start(List.of());
    turn.onToolCalls(List.of(ORDER));
    Runnable request = tasks.remove();
    AnswerSession[] next = new AnswerSession[1];
    inTheMiddleOf(
        request,
        () -> {
          turn.cancel();
          next[0] = turn(2, new Message(Role.USER, "Where is my order? Hello?"));
          next[0].start(List.of());
          assertThat(prompts).as("requests to the model").hasSize(1);
        });
    assertThat(of(ToolRequested.class)).hasSize(1);
    assertThat(prompts.getLast().messages())
        .extracting(Message::text)
        .containsExactly("Where is my order? Hello?", "booked");
    next[0].onToolCalls(List.of(AGAIN));
    runTasks();
    assertThat(shop.getRequestCount()).isEqualTo(1);
    assertThat(prompts.getLast().messages()).extracting(Message::text).endsWith("booked");
  }

  @Test
  @DisplayName("A result that the caller has not heard answers the same wish again")
  void unheardResultAnswersTheSameWish() {
    var line = new Message(Role.TOOL, "booked", callOf(ORDER));
    AnswerSession next =
        turn(
            2,
            new Message(Role.USER, "Where is my order?"),
            line,
            new Message(Role.ASSISTANT, "One moment."),
            new Message(Role.USER, "Okay?"));
    next.start(List.of());
    next.onToolCalls(List.of(AGAIN));
    runTasks();
    assertThat(shop.getRequestCount()).isZero();
    assertThat(count("look_up", "remembered")).isEqualTo(1);
  }

  @Test
  void wishRepeatedAfterItsAnswerIsCarriedOut() {
    shop.enqueue(answer(200, "booked"));
    AnswerSession next =
        turn(
            2,
            new Message(Role.USER, "Where is my order?"),
            new Message(Role.TOOL, "unknown", callOf(ORDER)),
            new Message(Role.ASSISTANT, "I can not find it."),
            new Message(Role.USER, "Try again."));
    next.start(List.of());
    next.onToolCalls(List.of(AGAIN));
    runTasks();
    assertThat(shop.getRequestCount()).isEqualTo(1);
  }

  @Test
  @DisplayName("A tool that takes too long: the model is told that there is no answer yet")
  void toolThatTakesTooLongIsTold() {
    var line = new Message(Role.TOOL, History.NO_RESULT_YET, callOf(ORDER));
    AnswerSession next = turn(2, new Message(Role.USER, "Where is my order?"), line);
    next.start(List.of());
    next.onToolCalls(List.of(AGAIN));
    runTasks();
    assertThat(shop.getRequestCount()).isZero();
    assertThat(prompts.getLast().messages())
        .extracting(Message::text)
        .endsWith(History.NO_RESULT_YET);
  }

  @Test
  void sameWishTwiceInOneAnswerIsSentOnce() {
    shop.enqueue(answer(200, "booked"));
    turn.start(List.of());
    turn.onToolCalls(List.of(ORDER, AGAIN));
    runTasks();
    assertThat(shop.getRequestCount()).isEqualTo(1);
  }

  /** Runs {@code meanwhile} once the request is known to be in progress. */
  private void inTheMiddleOf(Runnable request, Runnable meanwhile) {
    onPublish =
        event -> {
          if (event instanceof ToolRequested) {
            meanwhile.run();
          }
        };
    request.run();
  }
}
