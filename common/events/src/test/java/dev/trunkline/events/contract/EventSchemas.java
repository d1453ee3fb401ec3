// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events.contract;

import static java.util.stream.Collectors.joining;

import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import dev.trunkline.events.EventCodec;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Generates the JSON Schema of a topic's events from the records and their Javadoc. */
final class EventSchemas {
  private static final String VERSION_DESCRIPTION =
      "Schema version of the writer, now %d. A record of a later version that has all required fields can be read."
          .formatted(EventCodec.SCHEMA_VERSION);

  private final SourceComments comments =
      SourceComments.in(Path.of("src/main/java/dev/trunkline/events"));
  private final SchemaGeneratorConfigBuilder config =
      new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
          .with(
              Option.EXTRA_OPEN_API_FORMAT_VALUES,
              Option.DEFINITIONS_FOR_ALL_OBJECTS,
              Option.INLINE_NULLABLE_SCHEMAS);

  EventSchemas() {
    config
        .forTypesInGeneral()
        .withPropertySorter((_, _) -> 0)
        .withDefinitionNamingStrategy(
            (key, context) -> EventCodec.typeName(key.getType().getErasedType()))
        .withDescriptionResolver(scope -> description(scope.getType().getErasedType()));
    config
        .forFields()
        .withRequiredCheck(field -> !isNullable(field))
        .withNullableCheck(EventSchemas::isNullable)
        .withDescriptionResolver(this::description);
  }

  /** The schema of all events of {@code contract}'s topic. */
  ObjectNode of(Contract<?> contract) {
    ObjectNode schema = JsonMapper.shared().createObjectNode();
    schema.put("$schema", SchemaVersion.DRAFT_2020_12.getIdentifier());
    schema.put("title", "Events in the topic " + contract.topic());
    schema.put("description", comments.of(contract.events()).orElseThrow());
    ArrayNode oneOf = schema.putArray("oneOf");
    SchemaBuilder types = new SchemaGenerator(config.build()).buildMultipleSchemaDefinitions();
    contract.types().forEach(type -> oneOf.add(types.createSchemaReference(type)));
    ObjectNode definitions = types.collectDefinitions("$defs");
    ObjectNode inOrder = schema.putObject("$defs");
    contract.types().stream()
        .map(EventCodec::typeName)
        .forEach(type -> inOrder.set(type, event(type, definitions.get(type))));
    definitions
        .properties()
        .forEach(other -> inOrder.putIfAbsent(other.getKey(), other.getValue()));
    return schema;
  }

  /** A record's schema, with the fields that {@link EventCodec} adds. */
  private static ObjectNode event(String type, JsonNode components) {
    ObjectNode schema = JsonMapper.shared().createObjectNode();
    schema.set("description", components.get("description"));
    schema.put("type", "object");
    ObjectNode fields = schema.putObject("properties");
    fields.putObject("type").put("const", type).put("description", "The type of event.");
    fields
        .putObject("v")
        .put("type", "integer")
        .put("minimum", 1)
        .put("description", VERSION_DESCRIPTION);
    fields.setAll((ObjectNode) components.get("properties"));
    schema.putArray("required").add("type").add("v").addAll((ArrayNode) components.get("required"));
    return schema;
  }

  private @Nullable String description(Class<?> type) {
    Stream<String> constants =
        type.isEnum()
            ? Stream.of(type.getEnumConstants())
                .flatMap(constant ->
                    comments.of(type, constant.toString()).stream()
                        .map(text -> "\n- `" + constant + "`: " + text))
            : Stream.empty();
    return comments.of(type).map(text -> text + constants.collect(joining())).orElse(null);
  }

  /** The component's own Javadoc, or else that of the interface method it implements. */
  private @Nullable String description(FieldScope field) {
    if (field.isFakeContainerItemScope()) {
      return null;
    }
    Class<?> owner = field.getDeclaringType().getErasedType();
    return Stream.concat(Stream.of(owner), interfaces(owner))
        .flatMap(type -> comments.of(type, field.getName()).stream())
        .findFirst()
        .orElse(null);
  }

  private static Stream<Class<?>> interfaces(Class<?> type) {
    return Stream.of(type.getInterfaces())
        .flatMap(each -> Stream.concat(Stream.of(each), interfaces(each)));
  }

  private static boolean isNullable(FieldScope field) {
    Field component = field.getRawMember();
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }
}
