// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.dialog.core.answer.RequestedToolCall;
import dev.trunkline.events.FailureCategory;
import dev.trunkline.events.ReplyEvent.NextStep;
import dev.trunkline.events.ReplyEvent.ReplyEnded;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.Role;
import dev.trunkline.events.TurnEvent.ToolReturned;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A turn with model responses and tool calls. */
class AnswerSessionTest extends AnswerSessionRig {
  @Test
  @DisplayName("A tool result goes to the model; the caller hears sayWhile in the meantime")
  void returnsToolResultsToTheModel() {
    shop.enqueue(answer(200, "{\"status\":\"sent\"}"));
    turn.start(List.of());
    turn.onToolCalls(List.of(ORDER));
    assertThat(segments()).containsExactly("One moment. ");
    runTasks();
    assertThat(returned())
        .singleElement()
        .returns("{\"status\":\"sent\"}", ToolReturned::result)
        .returns(false, ToolReturned::failed)
        .returns(List.of("One moment. "), ToolReturned::said);
    assertThat(prompts.getLast().messages())
        .extracting(Message::role)
        .containsExactly(Role.USER, Role.ASSISTANT, Role.TOOL);
    turn.onToken("It was sent on Nov. 3.");
    turn.onDone();
    assertThat(segments()).containsExactly("One moment. ", "It was sent ", "on November third.");
    assertThat(last()).isEqualTo(new ReplyEnded(CALL, 1, 3, null, 5));
    assertThat(released).isEqualTo(1);
  }

  @Test
  void theModelsOwnWordsReplaceSayWhile() {
    shop.enqueue(answer(200, "ok"));
    turn.start(List.of());
    turn.onToken("Let me see.");
    turn.onToolCalls(List.of(ORDER));
    runTasks();
    assertThat(segments()).containsExactly("Let me see. ");
  }

  @Test
  @DisplayName("The idempotency key is the same for the same tool call on any worker")
  void repeatsTheIdempotencyKeyForTheSameToolCallOnly() throws Exception {
    for (RequestedToolCall call :
        List.of(
            ORDER,
            new RequestedToolCall("look_up", "{ \"number\":\"7\" }"),
            new RequestedToolCall("look_up", "{\"number\":\"8\"}"))) {
      shop.enqueue(answer(200, "ok"));
      turn = turn(new ToolResults());
      turn.start(List.of());
      turn.onToolCalls(List.of(call));
      runTasks();
    }
    String first = key();
    assertThat(first).startsWith("CA1-");
    assertThat(key()).isEqualTo(first);
    assertThat(key()).startsWith("CA1-").isNotEqualTo(first);
  }

  @Test
  @DisplayName(
      "After a crash the turn resumes behind the tool result with the same words before it")
  void resumesBehindAToolResultAfterACrash() {
    ToolReturned inTheLog = returnedBeforeACrash();
    written.clear();

    var successor = new ToolResults();
    successor.add(inTheLog);
    turn = turn(successor);
    turn.start(List.of());
    assertThat(segments()).containsExactly("One moment. ");
    assertThat(prompts.getLast().messages())
        .endsWith(new Message(Role.TOOL, "sent", inTheLog.call()));
    assertThat(returned()).isEmpty();
    assertThat(shop.getRequestCount()).isEqualTo(1);
  }

  @Test
  @DisplayName("Written segments are not repeated; the model continues behind them")
  void continuesBehindWrittenSegments() {
    turn = turn(new ToolResults());
    turn.start(List.of("It was sent on November third. ", "It comes "));
    assertThat(prompts.getLast().messages())
        .extracting(Message::role)
        .containsExactly(Role.USER, Role.ASSISTANT, Role.SYSTEM);
    assertThat(prompts.getLast().messages().get(1).text())
        .isEqualTo("It was sent on November third. It comes");
    turn.onToken("tomorrow.");
    turn.onDone();
    assertThat(of(SegmentWritten.class))
        .singleElement()
        .returns(2, SegmentWritten::segment)
        .returns("tomorrow.", SegmentWritten::text);
    assertThat(last()).isEqualTo(new ReplyEnded(CALL, 1, 3, null, 5));
  }

  @Test
  void endsAnAnswerThatWasCompleteBeforeTheCrash() {
    turn = turn(new ToolResults());
    turn.start(List.of("It was sent."));
    turn.onToken(".");
    turn.onDone();
    assertThat(written).containsExactly(new ReplyEnded(CALL, 1, 1, null, 5));

    written.clear();
    turn = turn(new ToolResults());
    turn.start(List.of("It was sent."));
    turn.onDone();
    assertThat(written).containsExactly(new ReplyEnded(CALL, 1, 1, null, 5));
  }

  @Test
  void continuesWordsThatFollowAToolResult() {
    var successor = new ToolResults();
    successor.add(returnedBeforeACrash());
    written.clear();

    turn = turn(successor);
    turn.start(List.of("One moment. ", "It was "));
    assertThat(prompts.getLast().messages())
        .extracting(Message::role)
        .containsExactly(Role.USER, Role.ASSISTANT, Role.TOOL, Role.ASSISTANT, Role.SYSTEM);
    assertThat(prompts.getLast().messages().get(3).text()).isEqualTo("It was");
    turn.onToken("sent today.");
    turn.onDone();
    assertThat(last()).isEqualTo(new ReplyEnded(CALL, 1, 3, null, 5));
  }

  @Test
  void doesNotRepeatSayWhileAfterACrash() {
    shop.enqueue(answer(200, "sent"));
    turn = turn(new ToolResults());
    turn.start(List.of("One moment. "));
    turn.onToolCalls(List.of(ORDER));
    runTasks();
    assertThat(segments()).isEmpty();
    assertThat(prompts.getLast().messages())
        .extracting(Message::role)
        .containsExactly(Role.USER, Role.ASSISTANT, Role.TOOL);
  }

  @Test
  @DisplayName("A tool result read while the turn runs again replaces the request")
  void reusesAToolResultFromBeforeTheCrash() {
    ToolReturned inTheLog = returnedBeforeACrash();

    var successor = new ToolResults();
    turn = turn(successor);
    turn.start(List.of());
    successor.add(inTheLog);
    turn.onToolCalls(List.of(ORDER));
    runTasks();
    assertThat(prompts.getLast().messages())
        .endsWith(new Message(Role.TOOL, "sent", inTheLog.call()));
    assertThat(shop.getRequestCount()).isEqualTo(1);
    assertThat(count("look_up", "remembered")).isEqualTo(1);
  }

  @Test
  void returnsAToolFailureToTheModelAndCountsIt() {
    shop.enqueue(answer(503, "closed"));
    turn.start(List.of());
    turn.onToolCalls(List.of(ORDER));
    runTasks();
    assertThat(returned())
        .singleElement()
        .returns(true, ToolReturned::failed)
        .returns("the service answered with status 503. closed", ToolReturned::result);
    assertThat(prompts).hasSize(2);
    assertThat(count("look_up", "failed")).isEqualTo(1);
  }

  @Test
  void rejectsInvalidToolCallsWithoutARequest() {
    turn.start(List.of());
    turn.onToolCalls(
        List.of(
            new RequestedToolCall("look_up", "{\"numb"),
            new RequestedToolCall("look_up", "{}"),
            new RequestedToolCall("fly", "{}"),
            new RequestedToolCall("transfer", "{\"to\":\"the moon\"}"),
            new RequestedToolCall("send_dtmf", "{\"digits\":\"call me\"}")));
    assertThat(prompts.getLast().messages().subList(1, 6))
        .extracting(Message::text)
        .containsExactly(
            "the arguments are no JSON object",
            "these arguments are missing: number",
            "there is no such tool",
            "nobody is called that; there are sales",
            "digits must be 1 to 32 of 0-9, *, # and w");
    assertThat(shop.getRequestCount()).isZero();
    assertThat(count("none", "refused")).isEqualTo(5);
  }

  @Test
  void endsTheAnswerAtTheToolRoundLimit() {
    turn.start(List.of());
    for (int round = 0; round < 2; round++) {
      assertThat(prompts.getLast().toolsAllowed()).isTrue();
      turn.onToolCalls(List.of(new RequestedToolCall("fly", "{}")));
    }
    assertThat(prompts.getLast().toolsAllowed()).isFalse();
    turn.onToolCalls(List.of(new RequestedToolCall("fly", "{}")));
    assertThat(last()).isEqualTo(new ReplyEnded(CALL, 1, 0, FailureCategory.GARBLED, 5));
    assertThat(released).isEqualTo(1);
  }

  @Test
  void failsIfTheModelSaysNothingAboutAToolResult() {
    shop.enqueue(answer(200, "ok"));
    turn.start(List.of());
    turn.onToolCalls(List.of(ORDER));
    runTasks();
    turn.onDone();
    assertThat(last()).isEqualTo(new ReplyEnded(CALL, 1, 1, FailureCategory.GARBLED, 5));
  }

  @Test
  void speaksBeforeHangingUpAndTransferring() {
    turn.start(List.of());
    turn.onToolCalls(List.of(new RequestedToolCall("hang_up", "")));
    assertThat(segments()).containsExactly("Goodbye. ");
    assertThat(then()).isEqualTo(new NextStep(NextStep.Kind.HANG_UP, "", 0));

    turn = turn();
    written.clear();
    turn.start(List.of());
    turn.onToken("Have a nice day.");
    turn.onToolCalls(List.of(new RequestedToolCall("hang_up", "{}")));
    assertThat(segments()).containsExactly("Have a nice day. ");

    turn = turn();
    written.clear();
    turn.start(List.of());
    turn.onToolCalls(List.of(new RequestedToolCall("transfer", "{\"to\":\"Sales\"}")));
    assertThat(segments()).containsExactly("To sales then. ");
    assertThat(then()).isEqualTo(new NextStep(NextStep.Kind.TRANSFER, "+15550109", 20));
  }

  @Test
  @DisplayName("The result of a running tool is written even if the turn is cancelled")
  void writesToolResultsOfACancelledTurn() {
    shop.enqueue(answer(200, "booked"));
    turn.start(List.of());
    turn.onToolCalls(List.of(ORDER));
    turn.cancel();
    assertThat(released).as("the turn's record is held until the tool has returned").isZero();
    runTasks();
    assertThat(returned()).extracting(ToolReturned::result).containsExactly("booked");
    assertThat(released).isEqualTo(1);
    assertThat(prompts).as("no further request to the model").hasSize(1);
  }

  /** A tool result that is in the log when its worker dies. */
  private ToolReturned returnedBeforeACrash() {
    shop.enqueue(answer(200, "sent"));
    turn.start(List.of());
    turn.onToolCalls(List.of(ORDER));
    runTasks();
    return returned().getFirst();
  }
}
