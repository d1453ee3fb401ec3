// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;

/**
 * Kubernetes' types, strictly: no field that is unknown, missing or of another type. An API server
 * checks more than types; what it checks of names is in {@code LegalNamesTest}.
 */
final class StrictSchema {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Without the pocket for unknown fields that the types of the Prometheus operator have. */
  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .setAnnotationIntrospector(
              new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                  return false;
                }
              });

  private StrictSchema() {}

  private interface Validation {
    void validate(JsonElement document) throws IOException;
  }

  /**
   * Passes or throws.
   *
   * @throws IllegalArgumentException that says what is wrong
   */
  static void check(JsonNode document) {
    String kind = document.path("apiVersion").asText() + " " + document.path("kind").asText();
    switch (kind) {
      case "apps/v1 Deployment" ->
          check(document, V1Deployment.class, V1Deployment::validateJsonElement);
      case "autoscaling/v2 HorizontalPodAutoscaler" ->
          check(
              document,
              V2HorizontalPodAutoscaler.class,
              V2HorizontalPodAutoscaler::validateJsonElement);
      case "networking.k8s.io/v1 Ingress" ->
          check(document, V1Ingress.class, V1Ingress::validateJsonElement);
      case "networking.k8s.io/v1 NetworkPolicy" ->
          check(document, V1NetworkPolicy.class, V1NetworkPolicy::validateJsonElement);
      case "policy/v1 PodDisruptionBudget" ->
          check(document, V1PodDisruptionBudget.class, V1PodDisruptionBudget::validateJsonElement);
      case "v1 ConfigMap" -> check(document, V1ConfigMap.class, V1ConfigMap::validateJsonElement);
      case "v1 Service" -> check(document, V1Service.class, V1Service::validateJsonElement);
      case "v1 ServiceAccount" ->
          check(document, V1ServiceAccount.class, V1ServiceAccount::validateJsonElement);
      case "monitoring.coreos.com/v1 PodMonitor" -> checkPodMonitor(document);
      default -> throw new IllegalArgumentException("a kind that nobody checks: " + kind);
    }
  }

  private static <T> void check(JsonNode document, Class<T> type, Validation validation) {
    try {
      validation.validate(JsonParser.parseString(document.toString()));
      T read = JSON.deserialize(document.toString(), type);
      JsonNode written = MAPPER.readTree(JSON.serialize(read));
      if (!withoutEmpty(written).equals(withoutEmpty(document))) {
        throw new IllegalArgumentException(
            "a value is not of its field's type:\n" + document + "\nis read as\n" + written);
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The types fill in empty lists and maps that were not there. */
  private static JsonNode withoutEmpty(JsonNode node) {
    if (node.isArray()) {
      ArrayNode kept = MAPPER.createArrayNode();
      node.forEach(element -> kept.add(withoutEmpty(element)));
      return kept;
    }
    if (node.isObject()) {
      ObjectNode kept = MAPPER.createObjectNode();
      for (var field : node.properties()) {
        JsonNode value = withoutEmpty(field.getValue());
        if (value.isValueNode() || !value.isEmpty()) {
          kept.set(field.getKey(), value);
        }
      }
      return kept;
    }
    return node;
  }

  private static void checkPodMonitor(JsonNode document) {
    try {
      STRICT.treeToValue(document, PodMonitor.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
