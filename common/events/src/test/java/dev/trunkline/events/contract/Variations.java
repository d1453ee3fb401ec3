// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events.contract;

import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Copies of a JSON value with one change each. */
final class Variations {
  private Variations() {}

  /** For every field of every object in {@code json}, a copy in which that field is changed. */
  static Stream<JsonNode> of(JsonNode json, BiConsumer<ObjectNode, String> change) {
    return objects(json, JsonPointer.empty())
        .flatMap(at ->
            json.at(at).propertyNames().stream()
                .map(field -> {
                  JsonNode copy = json.deepCopy();
                  change.accept((ObjectNode) copy.at(at), field);
                  return copy;
                }));
  }

  /** Paths of the objects in {@code json}, itself included. */
  static Stream<JsonPointer> objects(JsonNode json, JsonPointer at) {
    Stream<JsonPointer> below =
        json.isArray()
            ? IntStream.range(0, json.size())
                .boxed()
                .flatMap(i -> objects(json.get(i), at.appendIndex(i)))
            : json.properties().stream()
                .flatMap(field -> objects(field.getValue(), at.appendProperty(field.getKey())));
    return json.isObject() ? Stream.concat(Stream.of(at), below) : below;
  }
}
