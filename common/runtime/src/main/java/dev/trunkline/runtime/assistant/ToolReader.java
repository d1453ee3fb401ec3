// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.assistant;

import static dev.trunkline.runtime.assistant.Fields.position;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the tools, which assistants share by name. */
final class ToolReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = "[a-zA-Z0-9_-]{1,64}";
  private static final String NO_PARAMETERS = "{\"type\":\"object\",\"properties\":{}}";

  private final FileErrors errors;

  ToolReader(FileErrors errors) {
    this.errors = errors;
  }

  /** The tools by name, in the order of the file. */
  Map<String, Tool> read(Fields tools) {
    var all = new LinkedHashMap<String, Tool>();
    tools
        .all()
        .forEach((name, node) -> {
          if (!name.matches(NAME)) {
            errors.add(
                tools.positionOf(name), "a tool's name may have letters, digits, _ and - only");
          } else if (Tool.BUILT_IN.contains(name)) {
            errors.add(tools.positionOf(name), name + " is built in; choose another name");
          } else {
            read(name, node).ifPresent(tool -> all.put(name, tool));
          }
        });
    return all;
  }

  private Optional<Tool> read(String name, Node node) {
    Fields fields = Fields.of(node, "a tool", errors);
    Optional<LocatedText> description =
        fields.required("description", "describe to the model what it does");
    var required = new ArrayList<String>();
    String parameters =
        fields.node("parameters").map(n -> parameters(n, required)).orElse(NO_PARAMETERS);
    Optional<LocatedText> url =
        fields.required(
            "url", "give its URL", fields.text("url", "(https?://|\\$\\{).+", "use http(s)://…"));
    String method =
        fields
            .text("method", "GET|POST|PUT|PATCH|DELETE", "use GET, POST, PUT, PATCH or DELETE")
            .map(LocatedText::text)
            .orElse("POST");
    Map<String, LocatedText> headers =
        fields.fields("headers").map(ToolReader::headers).orElse(Map.of());
    int timeoutMs = fields.integer("timeoutMs", 5_000, 100, 60_000);
    boolean safe = fields.flag("safe");
    int retries = fields.integer("retries", 0, 0, 5);
    if (retries > 0 && !safe) {
      errors.add(
          fields.positionOf("retries"),
          "only a tool that is safe: true to repeat may have retries");
    }
    Optional<LocatedText> sayWhile = fields.text("sayWhile");
    fields.done();
    return description.flatMap(d ->
        url.map(u ->
            new Tool(
                name,
                d.text(),
                parameters,
                required,
                method,
                u,
                headers,
                safe,
                timeoutMs,
                retries,
                sayWhile.map(LocatedText::text).orElse(null))));
  }

  private static Map<String, LocatedText> headers(Fields fields) {
    var headers = new LinkedHashMap<String, LocatedText>();
    for (String name : fields.all().keySet()) {
      if (name.matches("[A-Za-z0-9-]+")) {
        fields.text(name).ifPresent(value -> headers.put(name, value));
      } else {
        fields.wrong(fields.positionOf(name), name + " is not a header name");
      }
    }
    return headers;
  }

  /** The schema as JSON; reports what a model could not use. */
  private String parameters(Node node, List<String> required) {
    Object schema =
        new StandardConstructor(LoadSettings.builder().build())
            .constructSingleDocument(Optional.of(node));
    if (!(schema instanceof Map<?, ?> fields) || !"object".equals(fields.get("type"))) {
      errors.add(position(node), "parameters must be a JSON Schema with type: object");
      return NO_PARAMETERS;
    }
    Set<?> properties = fields.get("properties") instanceof Map<?, ?> map ? map.keySet() : Set.of();
    if (fields.get("required") instanceof List<?> names) {
      for (Object name : names) {
        required.add(String.valueOf(name));
        if (!properties.contains(name)) {
          errors.add(
              position(node), "parameters requires " + name + ", which is not in properties");
        }
      }
    }
    try {
      return JSON.writeValueAsString(schema);
    } catch (JsonProcessingException e) {
      errors.add(position(node), "parameters cannot be written as JSON");
      return NO_PARAMETERS;
    }
  }
}
