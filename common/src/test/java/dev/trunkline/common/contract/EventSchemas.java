package dev.trunkline.common.contract;

import com.fasterxml.classmate.ResolvedType;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import dev.trunkline.common.event.Event;
import dev.trunkline.common.event.EventCodec;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the JSON Schema of a topic's events from their records and the Javadoc of these. */
final class EventSchemas {
  private static final String DEFINITIONS = "$defs";

  private final SourceComments comments =
      SourceComments.in(Path.of("src/main/java/dev/trunkline/common/event"));
  private final SchemaGeneratorConfigBuilder config =
      new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
          .with(Option.EXTRA_OPEN_API_FORMAT_VALUES);

  EventSchemas() {
    config
        .forTypesInGeneral()
        .withPropertySorter((one, other) -> 0)
        .withDefinitionNamingStrategy((key, context) -> name(key.getType().getErasedType()))
        .withDescriptionResolver(scope -> comments.of(scope.getType().getErasedType()).orElse(null));
    config
        .forFields()
        .withRequiredCheck(field -> !isNullable(field))
        .withNullableCheck(EventSchemas::isNullable)
        .withDescriptionResolver(field -> description(field).orElse(null));
  }

  /** The schema of everything that may stand in {@code contract}'s topic. */
  ObjectNode of(Contract contract) {
    ObjectNode schema = JsonMapper.shared().createObjectNode();
    schema.put("$schema", SchemaVersion.DRAFT_2020_12.getIdentifier());
    schema.put("title", "Events in the topic " + contract.topic());
    schema.put("description", comments.of(contract.events()).orElseThrow());
    ArrayNode oneOf = schema.putArray("oneOf");
    SchemaBuilder types = new SchemaGenerator(config.build()).buildMultipleSchemaDefinitions();
    contract.types().forEach(type -> oneOf.add(types.createSchemaReference(type)));
    ObjectNode definitions = types.collectDefinitions(DEFINITIONS);
    contract.types().forEach(type -> addEnvelope((ObjectNode) definitions.get(name(type)), type));
    schema.set(DEFINITIONS, definitions);
    return schema;
  }

  private static void addEnvelope(ObjectNode schema, Class<? extends Event> type) {
    ObjectNode fields = JsonMapper.shared().createObjectNode();
    fields.putObject("type").put("const", name(type)).put("description", "The type of event.");
    fields
        .putObject("v")
        .put("type", "integer")
        .put("minimum", 1)
        .put(
            "description",
            "Schema version of the writer, now %d. Read every version that fits this schema."
                .formatted(EventCodec.SCHEMA_VERSION));
    fields.setAll((ObjectNode) schema.get("properties"));
    schema.set("properties", fields);
    ArrayNode required = schema.arrayNode().add("type").add("v");
    required.addAll((ArrayNode) schema.get("required"));
    schema.set("required", required);
  }

  /** Of the component itself, else of the method that its event interfaces demand, else its type's. */
  private Optional<String> description(FieldScope field) {
    Class<?> owner = field.getDeclaringType().getErasedType();
    String name = field.getName();
    return Stream.concat(Stream.of(owner), interfaces(owner))
        .map(type -> comments.of(type, name))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Stream<Class<?>> interfaces(Class<?> type) {
    return Stream.of(type.getInterfaces())
        .flatMap(each -> Stream.concat(Stream.of(each), interfaces(each)));
  }

  private static boolean isNullable(FieldScope field) {
    Field component = field.getRawMember();
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static String name(Class<?> type) {
    return EventCodec.typeName(type);
  }
}
