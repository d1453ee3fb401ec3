// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.assistant;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one assistant of the file. */
final class AssistantReader {
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_.-]{0,62}";
  private static final String NUMBER = "\\+[1-9]\\d{5,14}|(sip|sips|client|whatsapp):\\S+";

  private final Defaults defaults;
  private final Map<String, Tool> tools;
  private final FileErrors errors;

  AssistantReader(Defaults defaults, Map<String, Tool> tools, FileErrors errors) {
    this.defaults = defaults;
    this.tools = tools;
    this.errors = errors;
  }

  Optional<Assistant> read(Node node) {
    Fields fields = Fields.of(node, "an assistant", errors);
    Optional<LocatedText> name =
        fields.required(
            "name",
            "give the assistant a name",
            fields.text("name", NAME, "use letters, digits and any of _.-"));
    List<LocatedText> numbers = numbers(fields);
    Optional<LocatedText> voice = fields.text("voice");
    Optional<LocatedText> language = fields.language();
    Map<String, LocatedText> manners = manners(fields);
    var own = new ArrayList<Tool>();
    var builtIn = new ArrayList<String>();
    List<LocatedText> named = fields.texts("tools");
    named.forEach(tool -> choose(tool, own, builtIn));
    List<Destination> destinations = destinations(fields);
    Recognition recognition = Recognition.of(fields, defaults.recognition());
    if (builtIn.contains("transfer") && destinations.isEmpty()) {
      fields.wrong(
          fields.positionOf("tools"), "transfer needs destinations; list them under transfers");
    }
    fields.done();
    return name.map(n ->
        new Assistant(
            n.text(),
            numbers,
            voice.map(LocatedText::text).orElse(null),
            Defaults.language(language, defaults.language()),
            recognition,
            manners,
            own,
            builtIn,
            destinations));
  }

  private void choose(LocatedText name, List<Tool> own, List<String> builtIn) {
    Tool tool = tools.get(name.text());
    if (tool != null) {
      own.add(tool);
    } else if (Tool.BUILT_IN.contains(name.text())) {
      builtIn.add(name.text());
    } else {
      var known = new ArrayList<>(tools.keySet());
      known.addAll(Tool.BUILT_IN);
      errors.add(
          name.position(),
          "no tool named %s; known tools: %s".formatted(name.text(), String.join(", ", known)));
    }
  }

  private List<Destination> destinations(Fields assistant) {
    var all = new ArrayList<Destination>();
    Optional<Fields> transfers = assistant.fields("transfers");
    if (transfers.isPresent()) {
      transfers
          .get()
          .all()
          .forEach((name, node) -> {
            Fields fields = Fields.of(node, "a transfer", errors);
            Optional<LocatedText> number =
                fields.required(
                    "number",
                    "give the number to call",
                    fields.text(
                        "number", "\\+[1-9]\\d{5,14}", "use a form such as \"+15551234567\""));
            Optional<LocatedText> description = fields.text("description");
            Optional<LocatedText> say = fields.text("say");
            int ringSeconds = fields.integer("ringSeconds", 20, 5, 120);
            fields.done();
            number.ifPresent(n ->
                all.add(
                    new Destination(
                        name,
                        n.text(),
                        description.map(LocatedText::text).orElse(null),
                        say.map(LocatedText::text).orElse(null),
                        ringSeconds)));
          });
    }
    return all;
  }

  private List<LocatedText> numbers(Fields fields) {
    List<LocatedText> numbers = fields.texts("numbers");
    fields.required(
        "numbers",
        "list the called numbers it answers",
        Optional.of(numbers).filter(n -> !n.isEmpty()));
    for (LocatedText number : numbers) {
      if (!number.text().matches(NUMBER)) {
        errors.add(
            number.position(),
            "not a number as Twilio writes it; use a form such as +15551234567 or"
                + " sip:sales@example.com");
      }
    }
    return numbers;
  }

  private Map<String, LocatedText> manners(Fields fields) {
    var all = new LinkedHashMap<>(defaults.manners());
    fields.text("prompt").ifPresent(prompt -> all.put("prompt", prompt));
    fields.text("greeting").ifPresent(greeting -> all.put("greeting", greeting));
    fields.text("notice").ifPresent(notice -> all.put("notice", notice));
    fields.fields("manners").ifPresent(manners -> all.putAll(manners.textsByName()));
    return all;
  }
}
