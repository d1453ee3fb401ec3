// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.dialog.core.CallActionPhrases;
import dev.trunkline.events.ReplyEvent.NextStep;
import dev.trunkline.events.ReplyEvent.NextStep.Kind;
import dev.trunkline.runtime.assistant.Assistant;
import dev.trunkline.runtime.assistant.Destination;
import dev.trunkline.runtime.assistant.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The tools of one assistant. Immutable; decides and does no I/O. */
public final class Toolbox {
  static final String UNKNOWN_TOOL = "there is no such tool";

  /** In characters; they stay in the history. */
  private static final int MAX_ARGUMENTS = 8 * 1024;

  private static final String DTMF = "[0-9*#wW]{1,32}";

  private final Assistant assistant;
  private final CallActionPhrases phrases;

  Toolbox(Assistant assistant, CallActionPhrases phrases) {
    this.assistant = assistant;
    this.phrases = phrases;
  }

  /** The tools as they are described to the model. */
  public List<ToolDefinition> definitions() {
    var definitions = new ArrayList<ToolDefinition>();
    assistant
        .tools()
        .forEach(
            t -> definitions.add(new ToolDefinition(t.name(), t.description(), t.parameters())));
    assistant
        .builtIn()
        .forEach(name -> definitions.add(BuiltInTools.definition(name, assistant.destinations())));
    return definitions;
  }

  /** True if {@code text} is what is spoken while one of the tools runs. */
  boolean isSaidWhile(String text) {
    return assistant.tools().stream()
        .map(Tool::sayWhile)
        .anyMatch(said -> said != null && said.strip().equals(text.strip()));
  }

  /**
   * What follows from a tool call of the model.
   *
   * @param arguments as the model wrote them
   */
  ToolDecision decide(String name, String arguments) {
    if (arguments.length() > MAX_ARGUMENTS) {
      return new ToolDecision.Reject("the arguments are too long");
    }
    Optional<ObjectNode> parsed = ToolArguments.parse(arguments);
    if (parsed.isEmpty()) {
      return new ToolDecision.Reject("the arguments are no JSON object");
    }
    if (assistant.builtIn().contains(name)) {
      return builtIn(name, parsed.get());
    }
    return assistant.tools().stream()
        .filter(tool -> tool.name().equals(name))
        .findFirst()
        .map(tool -> request(tool, parsed.get()))
        .orElseGet(() -> new ToolDecision.Reject(UNKNOWN_TOOL));
  }

  private static ToolDecision request(Tool tool, ObjectNode arguments) {
    List<String> missing =
        tool.required().stream().filter(name -> !arguments.hasNonNull(name)).toList();
    return missing.isEmpty()
        ? new ToolDecision.SendRequest(tool.sayWhile(), !tool.changesSomething())
        : new ToolDecision.Reject("these arguments are missing: " + String.join(", ", missing));
  }

  private ToolDecision builtIn(String name, ObjectNode arguments) {
    return switch (name) {
      case BuiltInTools.HANG_UP ->
          new ToolDecision.ActOnCall(new NextStep(Kind.HANG_UP, "", 0), phrases.goodbye());
      case BuiltInTools.TRANSFER -> transfer(arguments.path(BuiltInTools.TO).asText());
      default -> sendDtmf(arguments.path(BuiltInTools.DIGITS).asText());
    };
  }

  private ToolDecision transfer(String to) {
    return assistant.destinations().stream()
        .filter(destination -> destination.name().equalsIgnoreCase(to.strip()))
        .findFirst()
        .<ToolDecision>map(this::transfer)
        .orElseGet(() ->
            new ToolDecision.Reject(
                "nobody is called that; there are " // wording: ok
                    + assistant.destinations().stream()
                        .map(Destination::name)
                        .collect(Collectors.joining(", "))));
  }

  private ToolDecision transfer(Destination to) {
    String announcement = to.say();
    return new ToolDecision.ActOnCall(
        new NextStep(Kind.TRANSFER, to.number(), to.ringSeconds()),
        announcement == null ? phrases.transferring() : announcement);
  }

  private ToolDecision sendDtmf(String digits) {
    return digits.matches(DTMF)
        ? new ToolDecision.ActOnCall(new NextStep(Kind.SEND_DTMF, digits, 0), phrases.sendingKeys())
        : new ToolDecision.Reject("digits must be 1 to 32 of 0-9, *, # and w");
  }
}
