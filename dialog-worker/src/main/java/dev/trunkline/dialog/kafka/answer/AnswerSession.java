// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka.answer;

import dev.trunkline.dialog.core.History;
import dev.trunkline.dialog.core.answer.AnswerAction;
import dev.trunkline.dialog.core.answer.AnswerInput;
import dev.trunkline.dialog.core.answer.AnswerLoop;
import dev.trunkline.dialog.core.answer.ChatFailure;
import dev.trunkline.dialog.core.answer.RequestedToolCall;
import dev.trunkline.dialog.core.answer.ToolInvocation;
import dev.trunkline.dialog.facts.Placeholders;
import dev.trunkline.dialog.provider.ChatClient;
import dev.trunkline.dialog.provider.ToolOutcome;
import dev.trunkline.events.Event;
import dev.trunkline.events.FailureCategory;
import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.ToolCall;
import dev.trunkline.events.TurnEvent.ToolRequested;
import dev.trunkline.events.TurnEvent.ToolReturned;
import dev.trunkline.events.TurnEvent.TurnRequested;
import dev.trunkline.events.topic.EventTopic;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.runtime.telemetry.Labels;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One requested turn: gives what happens to its {@link AnswerLoop} and executes the actions that
 * follow. Thread-safe; inputs and their actions run under its lock, tool requests do not.
 */
final class AnswerSession implements ChatClient.Listener {
  private static final Logger log = LoggerFactory.getLogger(AnswerSession.class);

  private final TurnRequested request;
  private final TurnContext context;
  private final TurnDependencies shared;
  private final AnswerLoop loop;
  private final Span span;
  private final Runnable onRelease;
  private final long startedNanos = System.nanoTime();
  private ChatClient.@Nullable ChatResponse response;

  /**
   * @param span the parent of what is written; ended with the answer
   * @param onRelease runs once, when the turn's record is finished
   */
  AnswerSession(
      TurnRequested request,
      TurnContext context,
      TurnDependencies shared,
      Span span,
      Runnable onRelease) {
    this.request = request;
    this.context = context;
    this.shared = shared;
    this.span = span;
    this.onRelease = onRelease;
    loop = new AnswerLoop(request, context.normalizer(), context.toolbox(), context.limits());
  }

  /**
   * Starts the turn, or resumes it where another worker stopped.
   *
   * @param written the segments that worker has written, from the first on
   */
  synchronized void start(List<String> written) {
    List<ToolReturned> results = shared.toolResults().of(request.callSid(), request.turn());
    List<ToolCall> running =
        shared
            .runningTools()
            .listen(
                request.callSid(), result -> handle(new AnswerInput.EarlierToolReturned(result)));
    handle(new AnswerInput.Started(results, written, running, missingResults()));
  }

  /** What tools of earlier turns have returned since this turn was requested. */
  private List<ToolReturned> missingResults() {
    return request.messages().stream()
        .filter(line -> line.text().equals(History.NO_RESULT_YET))
        .map(Message::call)
        .filter(Objects::nonNull)
        .flatMap(call -> shared.toolResults().ofCall(request.callSid(), call.id()).stream())
        .toList();
  }

  /** The turn is below the floor. */
  void cancel() {
    handle(new AnswerInput.Cancelled());
  }

  /** Another worker owns the turn now. */
  void revoke() {
    handle(new AnswerInput.Revoked());
  }

  /** A speculative turn is wanted. May be repeated. */
  void confirm() {
    handle(new AnswerInput.Confirmed());
  }

  @Override
  public void onToken(String text) {
    handle(new AnswerInput.TokenReceived(text));
  }

  @Override
  public void onTruncated() {
    shared.llmMetrics().finished("length");
    handle(new AnswerInput.ResponseTruncated());
  }

  @Override
  public void onDone() {
    shared.llmMetrics().finished("stop");
    handle(new AnswerInput.ResponseCompleted());
  }

  @Override
  public void onToolCalls(List<RequestedToolCall> calls) {
    shared.llmMetrics().finished("tool_calls");
    handle(new AnswerInput.ToolsRequested(calls));
  }

  @Override
  public void onFailure(ChatFailure failure) {
    shared.llmMetrics().finished(failure.refused() ? "content_filter" : "failed");
    handle(new AnswerInput.ModelFailed(failure));
  }

  private synchronized void handle(AnswerInput input) {
    loop.on(input, shared.clock().millis()).forEach(this::execute);
  }

  private void execute(AnswerAction action) {
    switch (action) {
      case AnswerAction.RequestModel model ->
          response = shared.chat().request(model.prompt(), this);
      case AnswerAction.RetryModel retry -> retry(retry);
      case AnswerAction.StartFillerTimer filler ->
          shared.timers().after(filler.delayMs(), () -> handle(new AnswerInput.FillerDue()));
      case AnswerAction.StartPendingTimer pending ->
          shared.timers().after(pending.delayMs(), () -> handle(new AnswerInput.PendingDue()));
      case AnswerAction.AwaitEarlierTools wait ->
          shared.timers().after(wait.maxMs(), () -> handle(new AnswerInput.EarlierToolsOverdue()));
      case AnswerAction.WriteReply reply -> publish(Topics.REPLIES, reply.event());
      case AnswerAction.WriteToolResult tool -> {
        shared.toolResults().add(tool.result());
        publish(Topics.TURNS, tool.result());
      }
      case AnswerAction.RunTool tool -> shared.toolThreads().execute(() -> run(tool.invocation()));
      case AnswerAction.AbortModel _ -> abort();
      case AnswerAction.EndAnswer end -> end(end.failure());
      case AnswerAction.ReleaseRecord _ -> onRelease.run();
      case AnswerAction.ReportFirstToken _ -> {
        span.addEvent("first-token");
        shared.llmMetrics().firstToken(System.nanoTime() - startedNanos);
      }
      case AnswerAction.ReportFailedAnswer failed ->
          warn()
              .addKeyValue("category", failed.failure().category())
              .addKeyValue("detail", failed.failure().detail())
              .log("model request failed; ending the answer");
      case AnswerAction.ReportTruncatedResponse _ ->
          warn().log("model response cut at the token limit; dropping its unfinished sentence");
      case AnswerAction.ReportCallAction callAction ->
          shared.toolMetrics().decided(callAction.tool());
      case AnswerAction.ReportRejectedToolCall rejected -> {
        shared.toolMetrics().rejected();
        warn()
            .addKeyValue("tool", rejected.tool())
            .addKeyValue("reason", rejected.reason())
            .log("invalid tool call; returning the reason to the model");
      }
      case AnswerAction.ReportRepeatedToolCall repeated ->
          shared.toolMetrics().remembered(repeated.tool());
      case AnswerAction.ReportTooManyToolRounds rounds ->
          warn()
              .addKeyValue("maxToolRounds", rounds.maxToolRounds())
              .log("model exceeded the tool round limit; ending the answer");
    }
  }

  private void retry(AnswerAction.RetryModel retry) {
    warn()
        .addKeyValue("category", retry.failure().category())
        .addKeyValue("detail", retry.failure().detail())
        .addKeyValue("attempt", retry.attempt())
        .log("model request failed; retrying");
    shared
        .timers()
        .retry(retry.attempt(), retry.failure(), () -> handle(new AnswerInput.RetryDue()));
  }

  private void abort() {
    shared.llmMetrics().cancelled();
    if (response != null) {
      response.cancel();
    }
    span.setAttribute("trunkline.interrupted", true).end();
  }

  private void end(@Nullable FailureCategory failure) {
    if (failure != null) {
      span.setStatus(StatusCode.ERROR, Labels.of(failure));
    }
    span.end();
  }

  private void run(ToolInvocation invocation) {
    ToolCall call = invocation.call();
    Optional<ToolReturned> remembered =
        shared
            .toolResults()
            .of(request.callSid(), request.turn(), call.id())
            .filter(invocation::isAnsweredBy);
    if (remembered.isPresent()) {
      shared.toolMetrics().remembered(call.tool());
      handle(new AnswerInput.ToolFinished(remembered.get(), true));
      return;
    }
    boolean watched = !invocation.safe();
    if (watched) {
      shared.runningTools().started(request.callSid(), call);
    }
    publish(
        Topics.TURNS,
        new ToolRequested(
            request.callSid(), request.turn(), call, invocation.safe(), shared.clock().millis()));
    ToolReturned result = request(invocation);
    handle(new AnswerInput.ToolFinished(result, false));
    if (watched) {
      shared.runningTools().finished(result);
    }
  }

  private ToolReturned request(ToolInvocation invocation) {
    ToolCall call = invocation.call();
    long startNanos = System.nanoTime();
    ToolOutcome outcome = outcome(invocation);
    long nanos = System.nanoTime() - startNanos;
    shared.toolMetrics().returned(call.tool(), outcome.failed(), nanos);
    if (outcome.failed()) {
      warn()
          .addKeyValue("tool", call.tool())
          .addKeyValue("detail", outcome.detail())
          .log("tool request failed; returning the failure to the model");
    }
    return new ToolReturned(
        request.callSid(),
        request.turn(),
        call,
        outcome.text(),
        outcome.failed(),
        invocation.segmentsBefore(),
        shared.clock().millis());
  }

  private ToolOutcome outcome(ToolInvocation invocation) {
    ToolCall call = invocation.call();
    try {
      return shared
          .tools()
          .named(call.tool())
          .run(
              call.arguments(),
              invocation.idempotencyKey(),
              text -> Placeholders.fillForTool(text, request.callSid(), request.facts()));
    } catch (RuntimeException e) {
      // Any bug: without a result the turn, and the caller, would wait forever.
      log.atError()
          .addKeyValue("call", request.callSid())
          .addKeyValue("turn", request.turn())
          .addKeyValue("tool", call.tool())
          .setCause(e)
          .log("unexpected exception in tool request; returning a failure to the model");
      return ToolOutcome.failure("the tool is broken");
    }
  }

  private <E extends Event> void publish(EventTopic<E> topic, E event) {
    try (Scope _ = span.makeCurrent()) {
      shared.results().publish(topic, event, context.returnAddress(), context.assistant());
    }
  }

  private LoggingEventBuilder warn() {
    return log.atWarn().addKeyValue("call", request.callSid()).addKeyValue("turn", request.turn());
  }
}
