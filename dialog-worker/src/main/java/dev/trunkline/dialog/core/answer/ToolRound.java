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
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
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
   * @param results for the model: of calls that are not possible, or were made before
   * @param reports for logs and metrics
   */
  record Accepted(@Nullable String sayWhile, List<Message> results, List<AnswerAction> reports) {}

  private final TurnRequested request;
  private final @Nullable Toolbox toolbox;
  private final EarlierToolCalls earlier;
  private final Predicate<String> holding;
  private final List<AcceptedCall> accepted = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private int unsent;
  private int running;
  private ToolDecision.@Nullable ActOnCall callAction;

  private record AcceptedCall(ToolCall call, boolean safe) {}

  /**
   * @param holding true for what is said while the caller waits
   */
  ToolRound(
      TurnRequested request,
      @Nullable Toolbox toolbox,
      EarlierToolCalls earlier,
      Predicate<String> holding) {
    this.request = request;
    this.toolbox = toolbox;
    this.earlier = earlier;
    this.holding = holding;
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
    var results = new ArrayList<Message>();
    var reports = new ArrayList<AnswerAction>();
    for (RequestedToolCall each : calls) {
      switch (decide(each)) {
        case ToolDecision.SendRequest tool -> {
          Optional<String> untold =
              tool.safe()
                  ? Optional.empty()
                  : earlier.untold(each.tool(), each.arguments(), holding);
          if (untold.isPresent()) {
            reports.add(new AnswerAction.ReportRepeatedToolCall(each.tool()));
            results.add(unsent(each, untold.get()));
          } else if (tool.safe() || !isAccepted(each)) {
            accepted.add(
                new AcceptedCall(
                    new ToolCall(nextId(), each.tool(), ToolArguments.plain(each.arguments())),
                    tool.safe()));
            sayWhile = sayWhile == null ? tool.sayWhile() : sayWhile;
          }
        }
        case ToolDecision.ActOnCall action -> {
          reports.add(new AnswerAction.ReportCallAction(each.tool()));
          callAction = action;
        }
        case ToolDecision.Reject reject -> {
          reports.add(new AnswerAction.ReportRejectedToolCall(each.tool(), reject.reason()));
          results.add(unsent(each, reject.reason()));
        }
      }
    }
    return new Accepted(sayWhile, results, reports);
  }

  private boolean isAccepted(RequestedToolCall call) {
    String wish = ToolArguments.hash(call.tool(), call.arguments());
    return accepted.stream()
        .map(AcceptedCall::call)
        .anyMatch(known -> ToolArguments.hash(known.tool(), known.arguments()).equals(wish));
  }

  private ToolDecision decide(RequestedToolCall call) {
    return toolbox == null
        ? new ToolDecision.Reject(Toolbox.UNKNOWN_TOOL)
        : toolbox.decide(call.tool(), call.arguments());
  }

  private Message unsent(RequestedToolCall call, String result) {
    String id = "call_" + request.turn() + "_refused_" + unsent++;
    return new Message(
        Role.TOOL, result, new ToolCall(id, call.tool(), ToolArguments.plain(call.arguments())));
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
            .map(each ->
                new ToolInvocation(request.callSid(), each.call(), each.safe(), segmentsBefore))
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
