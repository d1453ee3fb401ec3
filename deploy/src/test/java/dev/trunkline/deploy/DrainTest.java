// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DrainTest {
  /** How long the gateway answers those whose calls are handed over. */
  private static final int HAND_OVER = 5;

  @ParameterizedTest
  @CsvSource({"0, 5", "600, 5", "3600, 60"})
  void aGatewayIsKilledOnlyAfterItHadTimeForEverything(int drain, int preStop) {
    Manifests manifests =
        Chart.render(
            Chart.LEAST,
            "gateway: {drainSeconds: %d, preStopSeconds: %d}".formatted(drain, preStop));

    assertThat(manifests.environment("gateway"))
        .containsEntry("GATEWAY_DRAIN_MS", String.valueOf(drain * 1000));
    assertThat(manifests.container("gateway").at("/lifecycle/preStop/sleep/seconds").asInt())
        .isEqualTo(preStop);
    assertThat(manifests.podSpec("gateway").path("terminationGracePeriodSeconds").asInt())
        .as("grace, which runs from the beginning of the preStop hook")
        .isEqualTo(preStop + drain + HAND_OVER + 25);
  }

  @ParameterizedTest
  @CsvSource({"vad-worker", "stt-worker", "dialog-worker", "tts-worker"})
  void aWorkerHandsOverAtOnceAndHasTimeToClose(String stage) {
    Manifests manifests = Chart.render(Chart.LEAST);

    assertThat(manifests.container(stage).path("lifecycle").isMissingNode()).isTrue();
    assertThat(manifests.podSpec(stage).path("terminationGracePeriodSeconds").asInt())
        .as("its clients close within 10 s each")
        .isEqualTo(45);
  }

  @ParameterizedTest
  @MethodSource("dev.trunkline.deploy.ValueSet#all")
  void aRollingUpdateStartsTheNewPodBeforeTheOldOneStops(ValueSet values) {
    for (JsonNode deployment : values.render().ofKind("Deployment")) {
      assertThat(deployment.at("/spec/strategy"))
          .isEqualTo(
              Manifests.document(
                  "{type: RollingUpdate, rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}"));
    }
  }

  @ParameterizedTest
  @MethodSource("dev.trunkline.deploy.ValueSet#all")
  void aGatewaysTopicIsNamedAfterItsPod(ValueSet values) {
    assertThat(values.render().environment("gateway"))
        .containsAllEntriesOf(
            Map.of("GATEWAY_ID", "{\"fieldRef\":{\"fieldPath\":\"metadata.name\"}}"));
  }
}
