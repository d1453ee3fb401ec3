// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The documents of a rendered chart. */
record Manifests(List<JsonNode> all) {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  static Manifests parse(String yaml) {
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
      return new Manifests(documents.readAll().stream().filter(JsonNode::isObject).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One YAML document. */
  static JsonNode document(String yaml) {
    try {
      return YAML.readTree(yaml);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  List<JsonNode> ofKind(String kind) {
    return all.stream().filter(document -> document.path("kind").asText().equals(kind)).toList();
  }

  /** The one of this kind for a stage, or of the whole release if {@code stage} is empty. */
  JsonNode one(String kind, String stage) {
    String name = stage.isEmpty() ? Chart.NAME : Chart.NAME + "-" + stage;
    List<JsonNode> found =
        ofKind(kind).stream().filter(document -> name(document).equals(name)).toList();
    if (found.size() != 1) {
      throw new AssertionError(
          "not one " + kind + " " + name + " but " + found.size() + "; there are " + names(kind));
    }
    return found.getFirst();
  }

  List<String> names(String kind) {
    return ofKind(kind).stream().map(Manifests::name).toList();
  }

  /** The pod of a stage. */
  JsonNode podSpec(String stage) {
    return one("Deployment", stage).at("/spec/template/spec");
  }

  /** The only container of a stage's pod. */
  JsonNode container(String stage) {
    JsonNode containers = podSpec(stage).path("containers");
    if (containers.size() != 1) {
      throw new AssertionError(stage + " has " + containers.size() + " containers");
    }
    return containers.get(0);
  }

  /**
   * The variables of a stage's container: plain ones with their value, others with their source.
   */
  Map<String, String> environment(String stage) {
    var variables = new LinkedHashMap<String, String>();
    for (JsonNode variable : container(stage).path("env")) {
      String value =
          variable.has("value")
              ? variable.get("value").asText()
              : variable.path("valueFrom").toString();
      if (variables.put(variable.path("name").asText(), value) != null) {
        throw new AssertionError(variable + " is given twice");
      }
    }
    return variables;
  }

  /** The settings of all stages. */
  Map<String, String> config() {
    return texts(one("ConfigMap", "").path("data"));
  }

  static String name(JsonNode document) {
    return document.at("/metadata/name").asText();
  }

  /** Labels, annotations, selectors: a map of texts. */
  static Map<String, String> texts(JsonNode map) {
    return map.properties().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().asText()));
  }

  static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
