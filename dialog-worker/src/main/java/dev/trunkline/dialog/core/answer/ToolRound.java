// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core.answer;

import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.Role;
import dev.trunkline.events.TurnEvent.ToolCall;
import dev.trunkline.events.TurnEvent.ToolReturned;
import dev.trunkline.events.TurnEvent.TurnRequested;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tool calls of one answer, round by round. The requests of a round run concurrently; when all
 * have returned, the next round begins. Not thread-safe.
 */
final class ToolRound {
  /**
   * What the model's tool calls lead to.
   *
   * @param sayWhile spoken while the requests run, null for nothing
   * @param rejections for the model
   * @param reports for logs and metrics
   */
  record Accepted(
      @Nullable String sayWhile, List<Message> rejections, List<AnswerAction> reports) {}

  private final TurnRequested request;
  private final @Nullable Toolbox toolbox;
  private final List<ToolCall> accepted = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private int rejected;
  private int running;
  private ToolDecision.@Nullable ActOnCall callAction;

  ToolRound(TurnRequested request, @Nullable Toolbox toolbox) {
    this.request = request;
    this.toolbox = toolbox;
  }

  /**
   * Reserves the ids of tool calls that returned before a crash. A call that did not return gets
   * the same id as then, if the model requests it again.
   */
  void resumeAfter(List<ToolReturned> results) {
    results.forEach(result -> ids.add(result.call().id()));
  }

  /** Decides about the model's tool calls. Nothing is requested before {@link #start}. */
  Accepted accept(List<RequestedToolCall> calls) {
    String sayWhile = null;
    var rejections = new ArrayList<Message>();
    var reports = new ArrayList<AnswerAction>();
    for (RequestedToolCall each : calls) {
      switch (decide(each)) {
        case ToolDecision.SendRequest tool -> {
          accepted.add(new ToolCall(nextId(), each.tool(), each.arguments()));
          sayWhile = sayWhile == null ? tool.sayWhile() : sayWhile;
        }
        case ToolDecision.ActOnCall action -> {
          reports.add(new AnswerAction.ReportCallAction(each.tool()));
          callAction = action;
        }
        case ToolDecision.Reject reject -> {
          reports.add(new AnswerAction.ReportRejectedToolCall(each.tool(), reject.reason()));
          rejections.add(rejection(each, reject));
        }
      }
    }
    return new Accepted(sayWhile, rejections, reports);
  }

  private ToolDecision decide(RequestedToolCall call) {
    return toolbox == null
        ? new ToolDecision.Reject(Toolbox.UNKNOWN_TOOL)
        : toolbox.decide(call.tool(), call.arguments());
  }

  private Message rejection(RequestedToolCall call, ToolDecision.Reject reject) {
    String id = "call_" + request.turn() + "_refused_" + rejected++;
    boolean readable = call.arguments().strip().startsWith("{");
    var echoed = new ToolCall(id, call.tool(), readable ? call.arguments() : "{}");
    return new Message(Role.TOOL, reject.reason(), echoed);
  }

  private String nextId() {
    int number = 0;
    while (!ids.add("call_" + request.turn() + "_" + number)) {
      number++;
    }
    return "call_" + request.turn() + "_" + number;
  }

  /**
   * The requests to make now; none if the round is complete without any.
   *
   * @param segmentsBefore the turn's segments so far
   */
  List<ToolInvocation> start(List<String> segmentsBefore) {
    List<ToolInvocation> invocations =
        accepted.stream()
            .map(call -> new ToolInvocation(request.callSid(), call, segmentsBefore))
            .toList();
    accepted.clear();
    running = invocations.size();
    return invocations;
  }

  /** A request has returned; true if it was the round's last. */
  boolean finishOne() {
    running--;
    return running == 0;
  }

  /** True if no request is running. */
  boolean isIdle() {
    return running == 0;
  }

  /** The action on the call that the model has decided on, null for none. */
  ToolDecision.@Nullable ActOnCall callAction() {
    return callAction;
  }
}
