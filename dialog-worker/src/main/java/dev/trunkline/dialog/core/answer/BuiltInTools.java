// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core.answer;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.runtime.assistant.Destination;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Describes the built-in tools, which act on the call itself, to the model. */
final class BuiltInTools {
  private static final JsonMapper JSON = new JsonMapper();
  static final String HANG_UP = "hang_up";
  static final String TRANSFER = "transfer";
  static final String TO = "to";
  static final String DIGITS = "digits";

  private BuiltInTools() {}

  static ToolDefinition definition(String name, List<Destination> destinations) {
    return switch (name) {
      case HANG_UP ->
          new ToolDefinition(
              name,
              "Ends the call, once what you say with it has been heard. Use it when the caller has"
                  + " said goodbye or wants nothing more.",
              schema(null, null).toString());
      case TRANSFER -> transfer(name, destinations);
      default ->
          new ToolDefinition(
              name,
              "Presses keys on the telephone, for example in the menu of a machine.",
              schema(DIGITS, "the keys: 0-9, *, # and w for a rest of half a second").toString());
    };
  }

  private static ToolDefinition transfer(String name, List<Destination> destinations) {
    var description = new StringBuilder("Connects the caller with somebody else:"); // wording: ok
    ObjectNode schema = schema(TO, "whom to connect the caller with");
    var names = ((ObjectNode) schema.at("/properties/" + TO)).putArray("enum");
    for (Destination each : destinations) {
      names.add(each.name());
      description.append(' ').append(each.name());
      if (each.description() != null) {
        description.append(" (").append(each.description()).append(')');
      }
      description.append(';');
    }
    description
        .append(" once what you say with it has been heard. ")
        .append("The caller comes back if nobody answers."); // wording: ok
    return new ToolDefinition(name, description.toString(), schema.toString());
  }

  private static ObjectNode schema(@Nullable String parameter, @Nullable String description) {
    ObjectNode schema = JSON.createObjectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    if (parameter != null) {
      properties.putObject(parameter).put("type", "string").put("description", description);
      schema.putArray("required").add(parameter);
    }
    return schema;
  }
}
