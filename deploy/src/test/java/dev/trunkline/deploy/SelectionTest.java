// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is meant by whom. */
class SelectionTest {
  @ParameterizedTest
  @MethodSource("dev.trunkline.deploy.ValueSet#all")
  void everyDeploymentSelectsItsOwnPodsOnly(ValueSet values) {
    Manifests manifests = values.render();

    assertThat(manifests.ofKind("Deployment"))
        .allSatisfy(deployment ->
            assertThat(selected(manifests, deployment.at("/spec/selector/matchLabels")))
                .containsExactly(Manifests.name(deployment)));
  }

  @ParameterizedTest
  @MethodSource("dev.trunkline.deploy.ValueSet#all")
  void everyDisruptionBudgetGuardsTheStageOfItsName(ValueSet values) {
    Manifests manifests = values.render();

    assertThat(manifests.names("PodDisruptionBudget"))
        .containsExactlyInAnyOrderElementsOf(stages(manifests));
    assertThat(manifests.ofKind("PodDisruptionBudget"))
        .allSatisfy(budget -> {
          assertThat(budget.at("/spec/maxUnavailable").asInt()).isEqualTo(1);
          assertThat(selected(manifests, budget.at("/spec/selector/matchLabels")))
              .containsExactly(Manifests.name(budget));
        });
  }

  @Test
  void everyNetworkPolicyIsForTheStageOfItsName() {
    Manifests manifests = Chart.render(Chart.example("production"));

    assertThat(manifests.names("NetworkPolicy"))
        .containsExactlyInAnyOrderElementsOf(stages(manifests));
    assertThat(manifests.ofKind("NetworkPolicy"))
        .allSatisfy(policy ->
            assertThat(selected(manifests, policy.at("/spec/podSelector/matchLabels")))
                .containsExactly(Manifests.name(policy)));
  }

  @ParameterizedTest
  @CsvSource({"gateway, 80", "simulator, 8090"})
  void theServiceLeadsToThePodsOfItsName(String service, int port) {
    Manifests manifests = Chart.render(Chart.LEAST, "simulator: {enabled: true}");
    JsonNode found = manifests.one("Service", service);

    assertThat(selected(manifests, found.at("/spec/selector")))
        .containsExactly(Chart.NAME + "-" + service);
    assertThat(found.at("/spec/ports/0/port").asInt()).isEqualTo(port);
    assertThat(found.at("/spec/ports/0/targetPort"))
        .isEqualTo(manifests.container(service).at("/ports/0/name"));
  }

  @Test
  void theIngressExposesTwilioPathsOnly() {
    Manifests manifests = Chart.render(Chart.example("production"));
    JsonNode ingress = manifests.one("Ingress", "");
    JsonNode paths = ingress.at("/spec/rules/0/http/paths");

    assertThat(paths.findValuesAsText("path")).containsExactly("/twiml", "/status", "/media");
    assertThat(paths.findValues("service"))
        .allSatisfy(backend -> {
          JsonNode service = manifests.one("Service", "gateway");
          assertThat(backend.path("name").asText()).isEqualTo(Manifests.name(service));
          assertThat(backend.at("/port/name")).isEqualTo(service.at("/spec/ports/0/name"));
        });
    assertThat(ingress.at("/spec/tls/0/hosts/0")).isEqualTo(ingress.at("/spec/rules/0/host"));
    assertThat(manifests.environment("gateway"))
        .containsEntry("GATEWAY_PUBLIC_URL", "https://voice.example.com");
  }

  @Test
  void thePodMonitorReadsEveryStage() {
    Manifests manifests = Chart.render(Chart.example("production"));
    JsonNode monitor = manifests.one("PodMonitor", "");
    JsonNode endpoint = monitor.at("/spec/podMetricsEndpoints/0");

    assertThat(selected(manifests, monitor.at("/spec/selector/matchLabels")))
        .containsExactlyInAnyOrderElementsOf(manifests.names("Deployment"));
    for (JsonNode deployment : manifests.ofKind("Deployment")) {
      assertThat(deployment.at("/spec/template/spec/containers/0/ports/0/name"))
          .isEqualTo(endpoint.path("port"));
    }
  }

  /** Spread over nodes by themselves, or pods of one stage would fill one node. */
  @ParameterizedTest
  @MethodSource("dev.trunkline.deploy.ValueSet#all")
  void everyStageIsSpreadByItsOwnPods(ValueSet values) {
    Manifests manifests = values.render();

    for (JsonNode deployment : manifests.ofKind("Deployment")) {
      JsonNode spread = deployment.at("/spec/template/spec/topologySpreadConstraints");
      assertThat(spread.findValuesAsText("topologyKey"))
          .containsExactly("topology.kubernetes.io/zone", "kubernetes.io/hostname");
      assertThat(spread.findValues("matchLabels"))
          .hasSize(2)
          .allSatisfy(labels ->
              assertThat(selected(manifests, labels)).containsExactly(Manifests.name(deployment)));
    }
  }

  private static List<String> stages(Manifests manifests) {
    return manifests.names("Deployment").stream()
        .filter(name -> !name.endsWith("-simulator"))
        .toList();
  }

  /** The Deployments whose pods bear these labels. */
  private static List<String> selected(Manifests manifests, JsonNode labels) {
    assertThat(labels.size()).as("labels that select").isPositive();
    Map<String, String> wanted = Manifests.texts(labels);
    return manifests.ofKind("Deployment").stream()
        .filter(deployment ->
            Manifests.texts(deployment.at("/spec/template/metadata/labels"))
                .entrySet()
                .containsAll(wanted.entrySet()))
        .map(Manifests::name)
        .toList();
  }
}
