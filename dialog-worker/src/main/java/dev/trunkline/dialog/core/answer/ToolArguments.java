// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core.answer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A tool's arguments, as the model wrote them. */
public final class ToolArguments {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ToolArguments() {}

  /**
   * The JSON object in {@code text}, which some servers write as a string of JSON; blank text and
   * {@code null} are an empty object. Empty if it is invalid.
   */
  public static Optional<ObjectNode> parse(String text) {
    try {
      JsonNode node = text.isBlank() ? JSON.nullNode() : JSON.readTree(text);
      if (node.isTextual()) {
        node = node.textValue().isBlank() ? JSON.nullNode() : JSON.readTree(node.textValue());
      }
      if (node.isNull() || node.isMissingNode()) {
        return Optional.of(JSON.createObjectNode());
      }
      return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /**
   * The object in {@code text} as JSON that every server can parse; <code>{}</code> without one.
   */
  public static String plain(String text) {
    return parse(text).map(ObjectNode::toString).orElse("{}");
  }

  /**
   * Takes out what {@code schema} does not declare, unless it allows for more or declares nothing.
   * A model may invent arguments, and a caller may talk it into some.
   */
  public static ObjectNode declared(ObjectNode arguments, String schema) {
    JsonNode declared = parse(schema).map(node -> node.path("properties")).orElse(null);
    boolean open =
        parse(schema)
            .map(node -> node.path("additionalProperties"))
            .filter(more -> more.isObject() || more.asBoolean())
            .isPresent();
    return declared == null || declared.isEmpty() || open
        ? arguments
        : arguments.deepCopy().retain(names(declared));
  }

  private static List<String> names(JsonNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Equal for equal tools and arguments, independent of white space and field order. */
  static String hash(String tool, String arguments) {
    try {
      Object plain =
          parse(arguments).<Object>map(a -> JSON.convertValue(a, Object.class)).orElse(arguments);
      byte[] bytes = (tool + "\n" + JSON.writeValueAsString(plain)).getBytes(UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (JsonProcessingException | NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
