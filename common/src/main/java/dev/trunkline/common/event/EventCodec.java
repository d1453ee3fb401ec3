package dev.trunkline.common.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private final Map<String, Class<? extends E>> types = new HashMap<>();

  private EventCodec(Class<E> events) {
    for (Class<?> type : events.getPermittedSubclasses()) {
      types.put(typeName(type), type.asSubclass(events));
    }
  }

  /** The codec of all events that {@code events} permits. */
  public static <E extends Event> EventCodec<E> of(Class<E> events) {
    return new EventCodec<>(events);
  }

  /** The name an event's type has in JSON: {@code CallStarted} is {@code call-started}. */
  public static String typeName(Class<?> event) {
    return event.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  /** The types this codec knows, by their name in JSON. */
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
   * The event in {@code bytes}, or empty if its type is one this code does not know.
   *
   * @throws UnreadableRecord if it is no event at all: not JSON, no type, a field missing or wrong
   */
  public Optional<E> decode(byte @Nullable [] bytes) throws UnreadableRecord {
    if (bytes == null) {
      throw new UnreadableRecord("no value");
    }
    try {
      JsonNode json = JSON.readTree(bytes);
      if (json == null || !json.path("type").isTextual()) {
        throw new UnreadableRecord("not a JSON object with a type");
      }
      Class<? extends E> type = types.get(json.get("type").textValue());
      if (type == null) {
        return Optional.empty();
      }
      E event = JSON.treeToValue(json, type);
      requireComplete((Record) event);
      return Optional.of(event);
    } catch (IOException e) {
      throw new UnreadableRecord(withoutContent(e), e);
    }
  }

  private static void requireComplete(Record event) throws UnreadableRecord {
    for (RecordComponent component : event.getClass().getRecordComponents()) {
      try {
        boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        if (!optional && component.getAccessor().invoke(event) == null) {
          throw new UnreadableRecord("field " + component.getName() + " is missing");
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Where it went wrong; what stands there may be what somebody said. */
  private static String withoutContent(IOException e) {
    if (e instanceof JsonMappingException wrong) {
      String field =
          wrong.getPath().stream()
              .map(step -> String.valueOf(step.getFieldName()))
              .collect(Collectors.joining("."));
      return "field " + field + " is wrong";
    }
    return "not JSON";
  }
}
