// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.log;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.runtime.kafka.internals.KafkaInternals;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * A record as a line of JSON, from which the very bytes can be made again: {@code event} where the
 * value is an event, else {@code base64}; headers as text where they are printable ASCII.
 */
final class RecordLine {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RecordLine() {}

  static String of(ConsumerRecord<String, byte[]> message) {
    ObjectNode line = JSON.createObjectNode();
    line.put("topic", message.topic()).put("partition", message.partition());
    line.put("offset", message.offset()).put("timestampMs", message.timestamp());
    line.put("key", message.key());
    ArrayNode headers = line.putArray("headers");
    message.headers().forEach(header -> headers.add(header(header)));
    byte[] value = message.value();
    if (value != null) {
      sameWhenReadAgain(value)
          .ifPresentOrElse(
              event -> line.set("event", event),
              () -> line.put("base64", Base64.getEncoder().encodeToString(value)));
    }
    return line.toString();
  }

  private static Optional<JsonNode> sameWhenReadAgain(byte[] value) {
    try {
      JsonNode json = value.length > 0 && value[0] == '{' ? JSON.readTree(value) : null;
      return Optional.ofNullable(json).filter(event -> Arrays.equals(bytes(event), value));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static ObjectNode header(Header header) {
    ObjectNode json = JSON.createObjectNode().put("name", header.key());
    byte[] value = header.value();
    if (value == null) {
      return json;
    }
    boolean printable = true;
    for (byte b : value) {
      printable &= b >= ' ' && b < 127;
    }
    return printable
        ? json.put("text", new String(value, US_ASCII))
        : json.put("base64", Base64.getEncoder().encodeToString(value));
  }

  /** The record in {@code line}. */
  static ConsumerRecord<String, byte[]> read(String line) throws IOException {
    JsonNode json = JSON.readTree(line);
    if (!json.path("topic").isTextual() || !json.path("offset").isIntegralNumber()) {
      throw new IOException("no record with a topic and an offset");
    }
    Headers headers = KafkaInternals.newHeaders();
    for (JsonNode header : json.path("headers")) {
      headers.add(header.path("name").asText(), value(header));
    }
    byte[] value = json.has("event") ? bytes(json.get("event")) : value(json);
    return new ConsumerRecord<>(
        json.get("topic").asText(),
        json.path("partition").asInt(),
        json.get("offset").asLong(),
        json.path("timestampMs").asLong(),
        TimestampType.CREATE_TIME,
        0,
        value == null ? 0 : value.length,
        json.path("key").asText(),
        value,
        headers,
        Optional.empty());
  }

  private static byte @Nullable [] value(JsonNode json) throws IOException {
    if (json.has("text")) {
      return json.get("text").asText().getBytes(UTF_8);
    }
    return json.has("base64") ? json.get("base64").binaryValue() : null;
  }

  private static byte[] bytes(JsonNode event) {
    return event.toString().getBytes(UTF_8);
  }
}
