// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.llm;

import dev.trunkline.dialog.tool.Arguments;
import dev.trunkline.dialog.tool.Outcome;
import dev.trunkline.dialog.tool.Toolbox;
import dev.trunkline.dialog.tool.Wish;
import dev.trunkline.events.ReplyEvent.NextStep;
import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.Role;
import dev.trunkline.events.TurnEvent.ToolCall;
import dev.trunkline.events.TurnEvent.ToolReturned;
import dev.trunkline.events.TurnEvent.TurnRequested;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tools that the model has asked for at once. They run side by side; when all have returned,
 * the turn goes on. Under the lock of its turn, but for the requests themselves.
 */
final class ToolRound {
  private static final Logger log = LoggerFactory.getLogger(ToolRound.class);

  /** The turn that the tools work for. Called from the tools' threads. */
  interface Turn {
    /** A tool returned; {@code isNew} is false if that is remembered from before a crash. */
    void returned(ToolReturned returned, boolean isNew);

    /** A tool could not be asked. */
    void refused(Message why);

    /** Last of a round. */
    void allReturned();

    /** Last of a round, and of the turn. */
    void decided(NextStep step, String say);
  }

  private record Asked(ToolCall call, Wish.Request request) {}

  private final TurnRequested request;
  private final @Nullable Toolbox tools;
  private final TurnSurroundings around;
  private final Turn turn;
  private final List<Asked> asked = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private int refusals;
  private int running;
  private Wish.@Nullable Do decision;

  ToolRound(TurnRequested request, @Nullable Toolbox tools, TurnSurroundings around, Turn turn) {
    this.request = request;
    this.tools = tools;
    this.around = around;
    this.turn = turn;
  }

  /** True if nothing is being done. */
  boolean isIdle() {
    return running == 0;
  }

  /**
   * These returned before a crash. One that was asked for and did not is numbered as it was then,
   * if the model asks for it again.
   */
  void goOnAfter(List<ToolReturned> before) {
    before.forEach(returned -> ids.add(returned.call().id()));
  }

  private String nextId() {
    int number = 0;
    while (!ids.add("call_" + request.turn() + "_" + number)) {
      number++;
    }
    return "call_" + request.turn() + "_" + number;
  }

  /** Sorts the model's wishes. Gives what may be said while they are fulfilled. */
  @Nullable String begin(List<ChatClient.RequestedCall> wished) {
    String sayWhile = null;
    for (ChatClient.RequestedCall each : wished) {
      switch (wish(each)) {
        case Wish.Request tool -> {
          asked.add(new Asked(new ToolCall(nextId(), each.tool(), each.arguments()), tool));
          sayWhile = sayWhile == null ? tool.sayWhile() : sayWhile;
        }
        case Wish.Do step -> {
          around.toolMeters().decided(each.tool());
          decision = step;
        }
        case Wish.Refused refused -> refuse(each, refused);
      }
    }
    return sayWhile;
  }

  private Wish wish(ChatClient.RequestedCall each) {
    return tools == null
        ? new Wish.Refused("there is no such tool")
        : tools.wish(new ToolCall("", each.tool(), each.arguments()));
  }

  private void refuse(ChatClient.RequestedCall wished, Wish.Refused refused) {
    around.toolMeters().refused();
    log.atWarn()
        .addKeyValue("call", request.callSid())
        .addKeyValue("turn", request.turn())
        .addKeyValue("tool", wished.tool())
        .addKeyValue("why", refused.why())
        .log("the model asks a tool for what it cannot do");
    String id = "call_" + request.turn() + "_refused_" + refusals++;
    boolean readable = wished.arguments().strip().startsWith("{");
    var call = new ToolCall(id, wished.tool(), readable ? wished.arguments() : "{}");
    turn.refused(new Message(Role.TOOL, refused.why(), call));
  }

  /**
   * Does what was sorted.
   *
   * @param said the turn's segments so far
   */
  void run(List<String> said) {
    List<Asked> now = List.copyOf(asked);
    asked.clear();
    running = now.size();
    if (now.isEmpty()) {
      finish();
    }
    now.forEach(each -> around.threads().execute(() -> run(each, said)));
  }

  private void run(Asked asked, List<String> said) {
    ToolCall call = asked.call();
    Optional<ToolReturned> before =
        around
            .memory()
            .of(request.callSid(), request.turn(), call.id())
            .filter(r -> key(r.call()).equals(key(call)));
    if (before.isPresent()) {
      around.toolMeters().remembered(call.tool());
      returned(before.get(), false);
      return;
    }
    long begun = System.nanoTime();
    Outcome outcome = request(asked);
    around.toolMeters().returned(call.tool(), outcome.failed(), System.nanoTime() - begun);
    if (outcome.failed()) {
      log.atWarn()
          .addKeyValue("call", request.callSid())
          .addKeyValue("turn", request.turn())
          .addKeyValue("tool", call.tool())
          .addKeyValue("detail", outcome.detail())
          .log("a tool failed");
    }
    returned(
        new ToolReturned(
            request.callSid(),
            request.turn(),
            call,
            outcome.text(),
            outcome.failed(),
            said,
            around.clock().millis()),
        true);
  }

  private Outcome request(Asked asked) {
    try {
      return asked.request().tool().run(asked.request().arguments(), key(asked.call()));
    } catch (RuntimeException e) {
      // Whatever it is, the caller must not wait for ever.
      log.atError().addKeyValue("tool", asked.call().tool()).setCause(e).log("a tool broke");
      return Outcome.failure("the tool is broken");
    }
  }

  /** The same for the same wish in the same place of the same turn, whoever runs it. */
  private String key(ToolCall call) {
    return request.callSid()
        + "-"
        + call.id()
        + "-"
        + Arguments.hash(call.tool(), call.arguments());
  }

  private void returned(ToolReturned returned, boolean isNew) {
    synchronized (turn) {
      turn.returned(returned, isNew);
      running--;
      if (running == 0) {
        finish();
      }
    }
  }

  private void finish() {
    Wish.Do step = decision;
    if (step == null) {
      turn.allReturned();
    } else {
      turn.decided(step.step(), step.say());
    }
  }
}
