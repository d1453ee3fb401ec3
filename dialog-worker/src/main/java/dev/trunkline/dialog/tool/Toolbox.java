// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.dialog.core.Partings;
import dev.trunkline.events.ReplyEvent.NextStep;
import dev.trunkline.events.ReplyEvent.NextStep.Kind;
import dev.trunkline.events.TurnEvent.ToolCall;
import dev.trunkline.runtime.assistant.Assistant;
import dev.trunkline.runtime.assistant.Destination;
import dev.trunkline.runtime.assistant.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** All that one assistant can do. Immutable; decides, and does nothing itself. */
public final class Toolbox {
  private static final String DTMF = "[0-9*#wW]{1,32}";

  private final Map<String, HttpTool> requests;
  private final Assistant assistant;
  private final Partings partings;

  Toolbox(Assistant assistant, Map<String, HttpTool> requests, Partings partings) {
    this.assistant = assistant;
    this.requests = Map.copyOf(requests);
    this.partings = partings;
  }

  /** What the model is offered. */
  public List<Offer> offers() {
    var offers = new ArrayList<Offer>();
    assistant
        .tools()
        .forEach(t -> offers.add(new Offer(t.name(), t.description(), t.parameters())));
    assistant.builtIn().forEach(name -> offers.add(BuiltIn.offer(name, assistant.destinations())));
    return offers;
  }

  /** What follows from a call of the model. */
  public Wish wish(ToolCall call) {
    Optional<ObjectNode> arguments = Arguments.parse(call.arguments());
    if (arguments.isEmpty()) {
      return new Wish.Refused("the arguments are no JSON object");
    }
    if (assistant.builtIn().contains(call.tool())) {
      return builtIn(call.tool(), arguments.get());
    }
    Optional<Tool> tool =
        assistant.tools().stream().filter(t -> t.name().equals(call.tool())).findFirst();
    return tool.map(t -> request(t, call, arguments.get()))
        .orElseGet(() -> new Wish.Refused("there is no such tool"));
  }

  private Wish request(Tool tool, ToolCall call, ObjectNode arguments) {
    List<String> missing =
        tool.required().stream().filter(name -> !arguments.hasNonNull(name)).toList();
    HttpTool request = requests.get(tool.name());
    if (!missing.isEmpty() || request == null) {
      return new Wish.Refused("these arguments are missing: " + String.join(", ", missing));
    }
    return new Wish.Request(request, call.arguments(), tool.sayWhile());
  }

  private Wish builtIn(String name, ObjectNode arguments) {
    return switch (name) {
      case BuiltIn.HANG_UP -> new Wish.Do(new NextStep(Kind.HANG_UP, "", 0), partings.goodbye());
      case BuiltIn.TRANSFER -> transfer(arguments.path(BuiltIn.TO).asText());
      default -> sendDtmf(arguments.path(BuiltIn.DIGITS).asText());
    };
  }

  private Wish transfer(String to) {
    return assistant.destinations().stream()
        .filter(d -> d.name().equalsIgnoreCase(to.strip()))
        .findFirst()
        .<Wish>map(this::transfer)
        .orElseGet(() ->
            new Wish.Refused(
                "nobody is called that; there are "
                    + assistant.destinations().stream()
                        .map(Destination::name)
                        .collect(Collectors.joining(", "))));
  }

  private Wish transfer(Destination to) {
    String say = to.say();
    return new Wish.Do(
        new NextStep(Kind.TRANSFER, to.number(), to.ringSeconds()),
        say == null ? partings.transferring() : say);
  }

  private Wish sendDtmf(String digits) {
    return digits.matches(DTMF)
        ? new Wish.Do(new NextStep(Kind.SEND_DTMF, digits, 0), partings.sendingKeys())
        : new Wish.Refused("digits must be 1 to 32 of 0-9, *, # and w");
  }
}
