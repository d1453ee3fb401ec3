// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.dialog.llm.ChatClient.RequestedCall;
import dev.trunkline.events.FailureCategory;
import dev.trunkline.events.ReplyEvent.NextStep;
import dev.trunkline.events.ReplyEvent.ReplyEnded;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.Role;
import dev.trunkline.events.TurnEvent.ToolReturned;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A turn while the model answers and tools work. */
class RunningTurnTest extends RunningTurnRig {
  @Test
  void whatAToolReturnsGoesBackToTheModelWhileTheCallerHearsThatSomethingIsDone() {
    shop.enqueue(answer(200, "{\"status\":\"sent\"}"));
    turn.start(List.of());
    turn.onCalls(List.of(ORDER));
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
    assertThat(segments()).containsExactly("One moment. ", "It was sent on November third.");
    assertThat(last()).isEqualTo(new ReplyEnded(CALL, 1, 2, null, 5));
    assertThat(ended).isEqualTo(1);
  }

  @Test
  void wordsOfTheModelStandForSayWhile() {
    shop.enqueue(answer(200, "ok"));
    turn.start(List.of());
    turn.onToken("Let me see.");
    turn.onCalls(List.of(ORDER));
    runTasks();
    assertThat(segments()).containsExactly("Let me see. ");
  }

  @Test
  void theSameWishHasTheSameKeyWhoeverRunsTheTurnAndAnotherHasAnother() throws Exception {
    for (RequestedCall wish :
        List.of(
            ORDER,
            new RequestedCall("look_up", "{ \"number\":\"7\" }"),
            new RequestedCall("look_up", "{\"number\":\"8\"}"))) {
      shop.enqueue(answer(200, "ok"));
      turn = turn(new ToolMemory());
      turn.start(List.of());
      turn.onCalls(List.of(wish));
      runTasks();
    }
    String first = key();
    assertThat(first).startsWith("CA1-call_1_0-");
    assertThat(key()).isEqualTo(first);
    assertThat(key()).startsWith("CA1-call_1_0-").isNotEqualTo(first);
  }

  @Test
  void afterACrashTheTurnGoesOnBehindTheToolWithTheSameWordsBefore() {
    ToolReturned inTheLog = returnedBeforeACrash();
    written.clear();

    var successor = new ToolMemory();
    successor.remember(inTheLog);
    turn = turn(successor);
    turn.start(List.of());
    assertThat(segments()).containsExactly("One moment. ");
    assertThat(prompts.getLast().messages())
        .endsWith(new Message(Role.TOOL, "sent", inTheLog.call()));
    assertThat(returned()).isEmpty();
    assertThat(shop.getRequestCount()).isEqualTo(1);
  }

  @Test
  void wordsThatAreWrittenAreNotWrittenAgainAndTheModelIsAskedForTheRest() {
    turn = turn(new ToolMemory());
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
  void anAnswerOfWhichNothingIsMissingEnds() {
    turn = turn(new ToolMemory());
    turn.start(List.of("It was sent."));
    turn.onToken(".");
    turn.onDone();
    assertThat(written).containsExactly(new ReplyEnded(CALL, 1, 1, null, 5));

    written.clear();
    turn = turn(new ToolMemory());
    turn.start(List.of("It was sent."));
    turn.onDone();
    assertThat(written).containsExactly(new ReplyEnded(CALL, 1, 1, null, 5));
  }

  @Test
  void wordsBehindAToolAreGoneOnWithBehindTheTool() {
    var successor = new ToolMemory();
    successor.remember(returnedBeforeACrash());
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
  void whoHasAskedForPatienceBeforeAToolDoesNotAskAgain() {
    shop.enqueue(answer(200, "sent"));
    turn = turn(new ToolMemory());
    turn.start(List.of("One moment. "));
    turn.onCalls(List.of(ORDER));
    runTasks();
    assertThat(segments()).isEmpty();
    assertThat(prompts.getLast().messages())
        .extracting(Message::role)
        .containsExactly(Role.USER, Role.ASSISTANT, Role.TOOL);
  }

  @Test
  void aResultThatIsReadWhileTheTurnRunsAgainIsUsedInsteadOfAnotherRequest() {
    ToolReturned inTheLog = returnedBeforeACrash();

    var successor = new ToolMemory();
    turn = turn(successor);
    turn.start(List.of());
    successor.remember(inTheLog);
    turn.onCalls(List.of(ORDER));
    runTasks();
    assertThat(prompts.getLast().messages())
        .endsWith(new Message(Role.TOOL, "sent", inTheLog.call()));
    assertThat(shop.getRequestCount()).isEqualTo(1);
    assertThat(count("look_up", "remembered")).isEqualTo(1);
  }

  @Test
  void aFailureIsToldToTheModelAndCounted() {
    shop.enqueue(answer(503, "closed"));
    turn.start(List.of());
    turn.onCalls(List.of(ORDER));
    runTasks();
    assertThat(returned())
        .singleElement()
        .returns(true, ToolReturned::failed)
        .returns("the service answered with status 503. closed", ToolReturned::result);
    assertThat(prompts).hasSize(2);
    assertThat(count("look_up", "failed")).isEqualTo(1);
  }

  @Test
  void aWishThatCannotBeIsToldToTheModelWithoutARequest() {
    turn.start(List.of());
    turn.onCalls(
        List.of(
            new RequestedCall("look_up", "{\"numb"),
            new RequestedCall("look_up", "{}"),
            new RequestedCall("fly", "{}"),
            new RequestedCall("transfer", "{\"to\":\"the moon\"}"),
            new RequestedCall("send_dtmf", "{\"digits\":\"call me\"}")));
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
  void aModelThatNeverStopsAskingIsStopped() {
    turn.start(List.of());
    for (int round = 0; round < 2; round++) {
      assertThat(prompts.getLast().mayCall()).isTrue();
      turn.onCalls(List.of(new RequestedCall("fly", "{}")));
    }
    assertThat(prompts.getLast().mayCall()).isFalse();
    turn.onCalls(List.of(new RequestedCall("fly", "{}")));
    assertThat(last()).isEqualTo(new ReplyEnded(CALL, 1, 0, FailureCategory.GARBLED, 5));
    assertThat(ended).isEqualTo(1);
  }

  @Test
  void aModelThatHasNothingToSayAboutAResultHasFailed() {
    shop.enqueue(answer(200, "ok"));
    turn.start(List.of());
    turn.onCalls(List.of(ORDER));
    runTasks();
    turn.onDone();
    assertThat(last()).isEqualTo(new ReplyEnded(CALL, 1, 1, FailureCategory.GARBLED, 5));
  }

  @Test
  void beforeHangingUpAndTransferringSomethingIsSaid() {
    turn.start(List.of());
    turn.onCalls(List.of(new RequestedCall("hang_up", "")));
    assertThat(segments()).containsExactly("Goodbye. ");
    assertThat(then()).isEqualTo(new NextStep(NextStep.Kind.HANG_UP, "", 0));

    turn = turn();
    written.clear();
    turn.start(List.of());
    turn.onToken("Have a nice day.");
    turn.onCalls(List.of(new RequestedCall("hang_up", "{}")));
    assertThat(segments()).containsExactly("Have a nice day. ");

    turn = turn();
    written.clear();
    turn.start(List.of());
    turn.onCalls(List.of(new RequestedCall("transfer", "{\"to\":\"Sales\"}")));
    assertThat(segments()).containsExactly("To sales then. ");
    assertThat(then()).isEqualTo(new NextStep(NextStep.Kind.TRANSFER, "+15550109", 20));
  }

  @Test
  void whatAToolDidIsRememberedAlsoWhenTheTurnIsNotWantedAnyMore() {
    shop.enqueue(answer(200, "booked"));
    turn.start(List.of());
    turn.onCalls(List.of(ORDER));
    turn.cancel();
    assertThat(ended).as("the turn's record is held until the tool has returned").isZero();
    runTasks();
    assertThat(returned()).extracting(ToolReturned::result).containsExactly("booked");
    assertThat(ended).isEqualTo(1);
    assertThat(prompts).as("the model is not asked again").hasSize(1);
  }

  /** What the tool had returned, and the log has, when its runner died. */
  private ToolReturned returnedBeforeACrash() {
    shop.enqueue(answer(200, "sent"));
    turn.start(List.of());
    turn.onCalls(List.of(ORDER));
    runTasks();
    return returned().getFirst();
  }
}
