// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * JSON form of the events of one sealed interface. Thread-safe.
 *
 * @param <E> the sealed interface
 */
public final class EventCodec<E extends Event> {
  /** The schema version this code writes. A reader accepts every version. */
  public static final int SCHEMA_VERSION = 1;

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final Map<String, Class<? extends E>> types = new HashMap<>();

  private EventCodec(Class<E> events) {
    for (Class<?> type : events.getPermittedSubclasses()) {
      types.put(typeName(type), type.asSubclass(events));
    }
  }

  /** The codec of the events that {@code events} permits. */
  public static <E extends Event> EventCodec<E> of(Class<E> events) {
    return new EventCodec<>(events);
  }

  /** The name an event's type has in JSON: {@code CallStarted} is {@code call-started}. */
  public static String typeName(Class<?> event) {
    return event.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  /** The event types of this codec, by their name in JSON. */
  public Map<String, Class<? extends E>> types() {
    return Map.copyOf(types);
  }

  /** UTF-8 JSON of {@code event}. */
  public byte[] encode(E event) {
    ObjectNode json = JSON.createObjectNode();
    json.put("type", typeName(event.getClass()));
    json.put("v", SCHEMA_VERSION);
    json.setAll((ObjectNode) JSON.valueToTree(event));
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * The event in {@code bytes}; empty if this version does not know its type. Of a record of a
   * later version, the known fields are read.
   *
   * @throws UnreadableRecord if it is not an event: not JSON, no type, a field missing or invalid
   */
  public Optional<E> decode(byte @Nullable [] bytes) throws UnreadableRecord {
    if (bytes == null) {
      throw new UnreadableRecord("no value");
    }
    JsonNode json = parse(bytes);
    if (!json.path("type").isTextual()) {
      throw new UnreadableRecord("not a JSON object with a type");
    }
    Class<? extends E> type = types.get(json.get("type").textValue());
    return type == null ? Optional.empty() : Optional.of(read(json, type));
  }

  private static JsonNode parse(byte[] bytes) throws UnreadableRecord {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      throw new UnreadableRecord("not JSON", e);
    }
  }

  private static <T> T read(JsonNode json, Class<T> type) throws UnreadableRecord {
    try {
      requireComplete(json, type);
      return JSON.treeToValue(json, type);
    } catch (JsonProcessingException e) {
      throw new UnreadableRecord(versionOf(json, type) + whatIsWrong(e), e);
    } catch (UnreadableRecord e) {
      throw new UnreadableRecord(versionOf(json, type) + e.getMessage(), e);
    }
  }

  /** Tells the reader of a dead letter that the record's schema version is newer than this code. */
  private static String versionOf(JsonNode json, Class<?> type) {
    int version = json.path("v").asInt(SCHEMA_VERSION);
    return version > SCHEMA_VERSION
        ? "%s has schema version %d, this reader knows %d: "
            .formatted(typeName(type), version, SCHEMA_VERSION)
        : "";
  }

  private static void requireComplete(JsonNode json, Type type) throws UnreadableRecord {
    if (type instanceof ParameterizedType list) {
      for (JsonNode element : json) {
        requireComplete(element, list.getActualTypeArguments()[0]);
      }
    } else if (type instanceof Class<?> part && part.isRecord()) {
      for (RecordComponent component : part.getRecordComponents()) {
        JsonNode field = json.path(component.getName());
        if (!field.isMissingNode() && !field.isNull()) {
          requireComplete(field, component.getGenericType());
        } else if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
          throw new UnreadableRecord("field " + component.getName() + " is missing");
        }
      }
    }
  }

  /** Names the invalid field, never its value, which may be a caller's words. */
  private static String whatIsWrong(JsonProcessingException e) {
    String field =
        e instanceof JsonMappingException at
            ? at.getPath().stream()
                .map(Reference::getFieldName)
                .filter(Objects::nonNull)
                .collect(joining("."))
            : "";
    String type =
        e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null
            ? mismatch.getTargetType().getSimpleName()
            : "of the expected type";
    return "field " + field + " is not " + type;
  }
}
