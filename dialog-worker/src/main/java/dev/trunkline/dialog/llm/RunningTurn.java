// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.llm;

import dev.trunkline.dialog.tool.Offer;
import dev.trunkline.events.Event;
import dev.trunkline.events.FailureCategory;
import dev.trunkline.events.ReplyEvent.NextStep;
import dev.trunkline.events.ReplyEvent.ReplyEnded;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.Role;
import dev.trunkline.events.TurnEvent.ToolReturned;
import dev.trunkline.events.TurnEvent.TurnRequested;
import dev.trunkline.events.topic.EventTopic;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.runtime.telemetry.Labels;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A requested turn while the model answers, perhaps in several rounds: it asks for tools, is told
 * what they returned, and goes on. A failure before a round's first token is tried again within the
 * budget; after it the answer ends there, since another attempt would begin with other words.
 * Thread-safe.
 */
final class RunningTurn implements ChatClient.Listener, ToolRound.Turn {
  private static final Logger log = LoggerFactory.getLogger(RunningTurn.class);

  private final TurnRequested request;
  private final TurnOrigin origin;
  private final TurnSurroundings around;
  private final Runnable onEnd;
  private final Span span;
  private final SegmentWriter writer;
  private final ToolRound tools;
  private final List<Message> messages;
  private final long startedNanos = System.nanoTime();
  private ChatClient.@Nullable Answer answer;
  private int round;
  private int attempt;
  private boolean tokenInRound;
  private long firstTokenAtMs;
  private boolean confirmed;

  /** The round has words of somebody who is gone. */
  private boolean goesOn;

  private boolean toolsWait;
  private boolean over;
  private boolean released;

  /**
   * @param span what is written belongs to it; ended with the turn
   */
  RunningTurn(
      TurnRequested request,
      TurnOrigin origin,
      TurnSurroundings around,
      Span span,
      Runnable onEnd) {
    this.request = request;
    this.origin = origin;
    this.around = around;
    this.onEnd = onEnd;
    this.span = span;
    confirmed = !Boolean.TRUE.equals(request.guess());
    messages = new ArrayList<>(request.messages());
    writer = new SegmentWriter(origin.speakable(), this::publish);
    tools = new ToolRound(request, origin.tools(), around, this);
  }

  /**
   * Begins, or goes on where a runner before this one left off.
   *
   * @param earlier segments that are written
   */
  synchronized void start(List<String> earlier) {
    List<ToolReturned> before = around.memory().of(request.callSid(), request.turn());
    if (!before.isEmpty() && !over) {
      writer.repeat(before.getLast().said());
      messages.add(new Message(Role.ASSISTANT, writer.saidInRound()));
      before.forEach(r -> messages.add(new Message(Role.TOOL, r.result(), r.call())));
      tools.goOnAfter(before);
      round = 1;
      writer.beginRound();
    }
    writer.goOnBehind(earlier);
    goesOn = !writer.saidInRound().isEmpty();
    ask();
  }

  private synchronized void ask() {
    if (!over) {
      attempt++;
      if (attempt == 1 && !around.filler().text().isEmpty()) {
        around.retries().after(around.filler().afterMs(), this::fill);
      }
      List<Offer> offers = origin.tools() == null ? List.of() : origin.tools().offers();
      boolean mayCall = round < around.mostRounds();
      List<Message> asked = goesOn ? GoOn.behind(writer.saidInRound(), messages) : messages;
      answer = around.chat().ask(new ChatClient.Prompt(asked, offers, mayCall), this);
    }
  }

  /** The model takes long: something is said, as the turn's first segment. */
  private synchronized void fill() {
    if (!over && writer.said().isEmpty()) {
      writer.say(around.filler().text());
    }
  }

  /**
   * The turn is not wanted any more; nothing of it is said from now on. What tools are doing is
   * awaited, for it must be remembered.
   */
  synchronized void cancel() {
    stop();
    if (tools.isIdle()) {
      release();
    }
  }

  /** Another runner has the turn now. */
  synchronized void abandon() {
    stop();
    release();
  }

  /** The turn is wanted for certain: what it does may be done. Repeating it is harmless. */
  synchronized void confirm() {
    confirmed = true;
    if (toolsWait && !over) {
      toolsWait = false;
      tools.run(writer.said());
    }
  }

  private void stop() {
    if (!over) {
      over = true;
      around.meters().cancelled();
      if (answer != null) {
        answer.cancel();
      }
      span.setAttribute("trunkline.interrupted", true).end();
    }
  }

  private void release() {
    if (!released) {
      released = true;
      onEnd.run();
    }
  }

  @Override
  public synchronized void onToken(String text) {
    if (over) {
      return;
    }
    tokenInRound = true;
    if (firstTokenAtMs == 0) {
      firstTokenAtMs = around.clock().millis();
      span.addEvent("first-token");
      around.meters().firstToken(System.nanoTime() - startedNanos);
    }
    writer.token(text);
  }

  @Override
  public synchronized void onDone() {
    if (!over) {
      writer.end();
      boolean empty = (!tokenInRound && !goesOn) || writer.saidInRound().isEmpty();
      end(empty ? FailureCategory.GARBLED : null, null);
    }
  }

  @Override
  public synchronized void onCalls(List<ChatClient.RequestedCall> calls) {
    if (over) {
      return;
    }
    if (round >= around.mostRounds()) {
      log.atWarn()
          .addKeyValue("call", request.callSid())
          .addKeyValue("turn", request.turn())
          .log("the model asks for tools again and again");
      writer.end();
      end(FailureCategory.GARBLED, null);
      return;
    }
    writer.endRound();
    String sayWhile = tools.begin(calls);
    if (sayWhile != null && writer.saidInRound().isEmpty()) {
      writer.say(sayWhile);
    }
    if (!writer.saidInRound().isEmpty()) {
      messages.add(new Message(Role.ASSISTANT, writer.saidInRound()));
    }
    // What is only guessed may be spoken, for it waits at the gateway; what is done is done.
    if (confirmed) {
      tools.run(writer.said());
    } else {
      toolsWait = true;
    }
  }

  @Override
  public synchronized void onFailure(ChatFailure failure) {
    if (over) {
      return;
    }
    log.atWarn()
        .addKeyValue("call", request.callSid())
        .addKeyValue("turn", request.turn())
        .addKeyValue("category", failure.category())
        .addKeyValue("detail", failure.detail())
        .log("the model failed");
    boolean again = !tokenInRound && around.retries().allows(attempt, failure);
    if (again) {
      around.retries().later(attempt, failure, this::ask);
    } else {
      writer.end();
      end(failure.category(), null);
    }
  }

  @Override
  public synchronized void returned(ToolReturned returned, boolean isNew) {
    if (isNew) {
      around.memory().remember(returned);
      publish(Topics.TURNS, returned);
    }
    messages.add(new Message(Role.TOOL, returned.result(), returned.call()));
  }

  @Override
  public synchronized void refused(Message why) {
    messages.add(why);
  }

  @Override
  public synchronized void allReturned() {
    if (over) {
      release();
      return;
    }
    round++;
    attempt = 0;
    tokenInRound = false;
    goesOn = false;
    writer.beginRound();
    ask();
  }

  @Override
  public synchronized void decided(NextStep step, String say) {
    if (over) {
      release();
      return;
    }
    if (writer.saidInRound().isEmpty()) {
      writer.say(say);
    }
    end(null, step);
  }

  private void end(@Nullable FailureCategory failure, @Nullable NextStep then) {
    over = true;
    publish(
        Topics.REPLIES,
        new ReplyEnded(
            request.callSid(),
            request.turn(),
            writer.said().size(),
            failure,
            then,
            around.clock().millis()));
    if (failure != null) {
      span.setStatus(StatusCode.ERROR, Labels.of(failure));
    }
    span.end();
    release();
  }

  private void publish(int segment, String text) {
    publish(
        Topics.REPLIES,
        new SegmentWritten(
            request.callSid(),
            request.turn(),
            segment,
            text,
            firstTokenAtMs,
            around.clock().millis()));
  }

  private <E extends Event> void publish(EventTopic<E> topic, E event) {
    try (Scope _ = span.makeCurrent()) {
      around.results().publish(topic, event, origin.address(), origin.assistant());
    }
  }
}
