// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an API server demands of names, beyond their types. */
class LegalNamesTest {
  private static final String DNS_LABEL = "[a-z]([-a-z0-9]{0,61}[a-z0-9])?";
  private static final String LABEL_VALUE = "([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?";
  private static final String PORT_NAME = "(?=.*[a-z])[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?";

  @ParameterizedTest
  @MethodSource("dev.trunkline.deploy.ValueSet#all")
  void everyNameIsLegalAndItsOwn(ValueSet values) {
    assertLegal(values.render());
  }

  @Test
  void theLongestReleaseNameStillMakesLegalNames() {
    String longest = "a-release-name-of-fifty-three-letters-as-helm-permits";
    assertThat(longest).hasSize(53);

    assertLegal(Chart.renderAs(longest, Chart.example("production")));
  }

  @ParameterizedTest
  @MethodSource("dev.trunkline.deploy.ValueSet#all")
  void whatAPodRefersToIsThere(ValueSet values) {
    Manifests manifests = values.render();

    for (JsonNode deployment : manifests.ofKind("Deployment")) {
      JsonNode pod = deployment.at("/spec/template/spec");
      JsonNode container = pod.path("containers").path(0);
      List<String> ports = names(container.path("ports"));

      assertThat(names(pod.path("volumes")))
          .containsExactlyElementsOf(names(container.path("volumeMounts")));
      assertThat(manifests.names("ServiceAccount"))
          .containsExactly(pod.path("serviceAccountName").asText());
      for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
        assertThat(ports).contains(container.at("/" + probe + "/httpGet/port").asText());
      }
      container
          .path("envFrom")
          .findValues("configMapRef")
          .forEach(reference ->
              assertThat(manifests.names("ConfigMap")).contains(reference.path("name").asText()));
    }
  }

  private static void assertLegal(Manifests manifests) {
    assertThat(manifests.all().stream().map(d -> d.path("kind").asText() + Manifests.name(d)))
        .doesNotHaveDuplicates();
    for (JsonNode document : manifests.all()) {
      assertThat(Manifests.name(document)).matches(DNS_LABEL);
      document
          .findValues("labels")
          .forEach(labels ->
              assertThat(Manifests.texts(labels).values())
                  .allSatisfy(value -> assertThat(value).matches(LABEL_VALUE)));
    }
    for (JsonNode deployment : manifests.ofKind("Deployment")) {
      JsonNode container = deployment.at("/spec/template/spec/containers/0");
      assertThat(names(container.path("ports")))
          .allSatisfy(name -> assertThat(name).matches(PORT_NAME));
      assertThat(names(container.path("env")))
          .doesNotHaveDuplicates()
          .allSatisfy(name -> assertThat(name).matches("[A-Z][A-Z0-9_]*"));
    }
    if (!manifests.ofKind("ConfigMap").isEmpty()) {
      assertThat(Manifests.texts(manifests.ofKind("ConfigMap").getFirst().path("data")).keySet())
          .allSatisfy(name -> assertThat(name).matches("[A-Z][A-Z0-9_]*"));
    }
  }

  private static List<String> names(JsonNode list) {
    return Manifests.list(list).stream().map(node -> node.path("name").asText()).toList();
  }
}
