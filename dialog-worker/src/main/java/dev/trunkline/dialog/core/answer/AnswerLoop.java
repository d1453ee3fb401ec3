// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core.answer;

import dev.trunkline.dialog.core.answer.SegmentSequence.Segment;
import dev.trunkline.dialog.speakable.TextNormalizer;
import dev.trunkline.events.FailureCategory;
import dev.trunkline.events.ReplyEvent.NextStep;
import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.Role;
import dev.trunkline.events.TurnEvent.ToolReturned;
import dev.trunkline.events.TurnEvent.TurnRequested;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one requested turn: rounds of model responses and tool calls, until a response
 * requests no tools. Decides and does no I/O: each input returns the actions to execute, in order.
 * A failure before a round's first token is retried ({@link RetryPolicy}); after it the answer ends
 * there, since another attempt would begin with other words. Not thread-safe.
 */
public final class AnswerLoop {
  /**
   * Limits of one answer.
   *
   * @param language of the assistant, ISO 639-1; null if unknown
   * @param maxToolRounds how often the model may request tools in one turn
   */
  public record Limits(@Nullable String language, int maxToolRounds, Filler filler) {
    /** Of an assistant whose language is unknown. */
    public Limits(int maxToolRounds, Filler filler) {
      this(null, maxToolRounds, filler);
    }
  }

  /** How long an answer waits for tools that earlier turns have called. */
  private static final long MAX_EARLIER_TOOLS_MS = 8_000;

  /** In characters, about ten minutes of speech: a model that does not end. */
  private static final int MAX_ANSWER = 10_000;

  private final @Nullable Toolbox toolbox;
  private final Limits limits;
  private final SegmentSequence segments;
  private final AnswerWriter writer;
  private final ToolRound tools;
  private final List<Message> messages;
  private final EarlierToolCalls earlierTools;
  private List<AnswerAction> actions = new ArrayList<>();
  private long nowMs;
  private int round;
  private int attempt;
  private boolean tokenInRound;
  private boolean confirmed;
  private boolean fillerTimerStarted;

  /** True if the round begins with words that another worker has written. */
  private boolean continuesRound;

  /** True if the end of a sentence was requested that the token limit had cut off. */
  private boolean completesSentence;

  private boolean toolsAwaitConfirmation;
  private boolean refused;
  private boolean over;
  private boolean released;

  /**
   * @param toolbox null if the assistant has no tools
   */
  public AnswerLoop(
      TurnRequested request, TextNormalizer normalizer, @Nullable Toolbox toolbox, Limits limits) {
    this.toolbox = toolbox;
    this.limits = limits;
    confirmed = !Boolean.TRUE.equals(request.guess());
    messages = new ArrayList<>(request.messages());
    segments = new SegmentSequence(normalizer.forAnswer(question()), limits.language());
    writer = new AnswerWriter(request, segments);
    earlierTools = new EarlierToolCalls(messages);
    tools = new ToolRound(request, toolbox, earlierTools, text -> isHolding(text, normalizer));
  }

  private String question() {
    return messages.reversed().stream()
        .filter(line -> line.role() == Role.USER)
        .map(Message::text)
        .findFirst()
        .orElse("");
  }

  /** True for what is said while the caller waits. */
  private boolean isHolding(String said, TextNormalizer normalizer) {
    String filler = limits.filler().text();
    return said.strip().equals(normalizer.normalize(filler).strip())
        || (toolbox != null && toolbox.isSaidWhile(said));
  }

  /**
   * Handles an input; returns the actions that follow.
   *
   * @param nowMs wall clock
   */
  public List<AnswerAction> on(AnswerInput input, long nowMs) {
    actions = new ArrayList<>();
    this.nowMs = nowMs;
    switch (input) {
      case AnswerInput.Started started -> start(started);
      case AnswerInput.TokenReceived token -> token(token.text());
      case AnswerInput.ResponseCompleted _ -> completeResponse();
      case AnswerInput.ResponseTruncated _ -> truncateResponse();
      case AnswerInput.ToolsRequested requested -> requestTools(requested.calls());
      case AnswerInput.ModelFailed failed -> fail(failed.failure());
      case AnswerInput.RetryDue _ -> requestModel();
      case AnswerInput.EarlierToolReturned earlier -> {
        if (earlierTools.returned(earlier.result()) && !over) {
          requestModel();
        }
      }
      case AnswerInput.EarlierToolsOverdue _ -> {
        if (earlierTools.isAwaiting()) {
          earlierTools.stopWaiting();
          requestModel();
        }
      }
      case AnswerInput.FillerDue _ -> fill();
      case AnswerInput.PendingDue _ -> {
        if (!over) {
          actions.addAll(writer.speakPending(nowMs));
        }
      }
      case AnswerInput.ToolFinished finished -> finishTool(finished);
      case AnswerInput.Confirmed _ -> confirm();
      case AnswerInput.Cancelled _ -> cancel();
      case AnswerInput.Revoked _ -> {
        abort();
        release();
      }
    }
    return List.copyOf(actions);
  }

  private void start(AnswerInput.Started started) {
    List<ToolReturned> results = started.toolResults();
    if (!results.isEmpty() && !over) {
      write(segments.repeat(results.getLast().said()));
      messages.add(new Message(Role.ASSISTANT, segments.roundText()));
      results.forEach(r -> messages.add(new Message(Role.TOOL, r.result(), r.call())));
      tools.resumeAfter(results);
      round = 1;
      segments.startRound();
    }
    segments.skip(started.segments());
    continuesRound = !segments.roundText().isEmpty();
    started.earlier().forEach(earlierTools::returned);
    earlierTools.await(started.running());
    if (earlierTools.isAwaiting()) {
      startFillerTimer();
      actions.add(new AnswerAction.AwaitEarlierTools(MAX_EARLIER_TOOLS_MS));
    } else {
      requestModel();
    }
  }

  private void startFillerTimer() {
    if (limits.filler().isEnabled() && !fillerTimerStarted) {
      fillerTimerStarted = true;
      actions.add(new AnswerAction.StartFillerTimer(limits.filler().afterMs()));
    }
  }

  private void requestModel() {
    if (over) {
      return;
    }
    attempt++;
    if (attempt == 1) {
      startFillerTimer();
    }
    List<ToolDefinition> definitions = toolbox == null ? List.of() : toolbox.definitions();
    boolean toolsAllowed = round < limits.maxToolRounds();
    List<Message> conversation =
        continuesRound ? ContinuationPrompt.of(messages, segments.roundText()) : messages;
    actions.add(
        new AnswerAction.RequestModel(new ChatPrompt(conversation, definitions, toolsAllowed)));
  }

  /** Filler speech is the turn's first segment, or is not spoken. */
  private void fill() {
    if (!over && segments.texts().isEmpty()) {
      write(segments.add(limits.filler().text()));
    }
  }

  private void token(String text) {
    if (over) {
      return;
    }
    tokenInRound = true;
    actions.addAll(writer.firstToken(nowMs));
    write(segments.append(text));
    if (segments.length() > MAX_ANSWER) {
      actions.add(new AnswerAction.AbortModel());
      actions.add(new AnswerAction.ReportTruncatedResponse());
      end(null, null);
    } else {
      actions.addAll(writer.awaitMoreWords(nowMs));
    }
  }

  private void completeResponse() {
    if (over) {
      return;
    }
    write(segments.finish());
    boolean empty = (!tokenInRound && !continuesRound) || segments.roundText().isEmpty();
    end(empty ? FailureCategory.GARBLED : null, null);
  }

  /** Drops half a sentence; if its beginning is already spoken, requests its end, once. */
  private void truncateResponse() {
    if (over) {
      return;
    }
    actions.add(new AnswerAction.ReportTruncatedResponse());
    write(segments.finishSentence());
    if (segments.roundText().isEmpty()) {
      end(FailureCategory.GARBLED, null);
    } else if (segments.endsWithSentence() || completesSentence) {
      end(null, null);
    } else {
      completesSentence = true;
      continuesRound = true;
      attempt = 0;
      requestModel();
    }
  }

  private void requestTools(List<RequestedToolCall> calls) {
    if (over) {
      return;
    }
    if (round >= limits.maxToolRounds()) {
      actions.add(new AnswerAction.ReportTooManyToolRounds(limits.maxToolRounds()));
      write(segments.finish());
      end(FailureCategory.GARBLED, null);
      return;
    }
    write(segments.finishRound());
    ToolRound.Accepted accepted = tools.accept(calls);
    actions.addAll(accepted.reports());
    messages.addAll(accepted.results());
    if (accepted.sayWhile() != null && segments.roundText().isEmpty()) {
      write(segments.add(accepted.sayWhile()));
    }
    if (!segments.roundText().isEmpty()) {
      messages.add(new Message(Role.ASSISTANT, segments.roundText()));
    }
    // A speculative turn's words wait at the gateway, but a tool's effects cannot be undone.
    if (confirmed) {
      runTools();
    } else {
      toolsAwaitConfirmation = true;
    }
  }

  private void confirm() {
    confirmed = true;
    if (toolsAwaitConfirmation && !over) {
      toolsAwaitConfirmation = false;
      runTools();
    }
  }

  private void runTools() {
    List<ToolInvocation> invocations = tools.start(segments.texts());
    invocations.forEach(each -> actions.add(new AnswerAction.RunTool(each)));
    if (invocations.isEmpty()) {
      finishRound();
    }
  }

  private void finishTool(AnswerInput.ToolFinished finished) {
    ToolReturned result = finished.result();
    if (!finished.remembered()) {
      actions.add(new AnswerAction.WriteToolResult(result));
    }
    messages.add(new Message(Role.TOOL, result.result(), result.call()));
    if (tools.finishOne()) {
      finishRound();
    }
  }

  private void finishRound() {
    ToolDecision.ActOnCall callAction = tools.callAction();
    if (over) {
      release();
    } else if (callAction != null) {
      if (segments.roundText().isEmpty()) {
        write(segments.add(callAction.announcement()));
      }
      end(null, callAction.step());
    } else {
      round++;
      attempt = 0;
      fillerTimerStarted = false;
      tokenInRound = false;
      continuesRound = false;
      segments.startRound();
      requestModel();
    }
  }

  private void fail(ChatFailure failure) {
    if (over) {
      return;
    }
    if (!tokenInRound && RetryPolicy.allowsRetry(attempt, failure)) {
      actions.add(new AnswerAction.RetryModel(attempt, failure));
    } else {
      actions.add(new AnswerAction.ReportFailedAnswer(failure));
      write(segments.finish());
      refused = failure.refused();
      end(failure.category(), null);
    }
  }

  private void cancel() {
    abort();
    // Otherwise the record is held until running tools have returned and their results are written.
    if (tools.isIdle()) {
      release();
    }
  }

  private void abort() {
    if (!over) {
      over = true;
      actions.add(new AnswerAction.AbortModel());
    }
  }

  private void end(@Nullable FailureCategory failure, @Nullable NextStep then) {
    over = true;
    actions.add(writer.end(failure, then, refused, nowMs));
    actions.add(new AnswerAction.EndAnswer(failure));
    release();
  }

  private void release() {
    if (!released) {
      released = true;
      actions.add(new AnswerAction.ReleaseRecord());
    }
  }

  private void write(List<Segment> written) {
    actions.addAll(writer.write(written, nowMs));
  }
}
