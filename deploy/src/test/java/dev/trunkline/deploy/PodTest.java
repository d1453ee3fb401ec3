// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodTest {
  private static final String ALL_SERVICES = Chart.LEAST + "simulator: {enabled: true}\n";

  @ParameterizedTest
  @CsvSource({
    "gateway, 8080, PORT",
    "vad-worker, 8081, VAD_HEALTH_PORT",
    "stt-worker, 8082, STT_HEALTH_PORT",
    "dialog-worker, 8083, DIALOG_HEALTH_PORT",
    "tts-worker, 8084, TTS_HEALTH_PORT",
    "simulator, 8090, SIM_PORT"
  })
  void everyServiceHasItsImageAndItsPort(String service, int port, String variable) {
    Manifests manifests = Chart.render(ALL_SERVICES);
    JsonNode container = manifests.container(service);

    assertThat(container.path("image").asText()).isEqualTo("trunkline/" + service + ":0.1.0");
    assertThat(container.at("/ports/0/containerPort").asInt()).isEqualTo(port);
    assertThat(manifests.environment(service)).containsEntry(variable, String.valueOf(port));
  }

  @ParameterizedTest
  @CsvSource({"gateway", "vad-worker", "stt-worker", "dialog-worker", "tts-worker", "simulator"})
  void aPodIsProbedAtItsHealthPaths(String service) {
    JsonNode container = Chart.render(ALL_SERVICES).container(service);

    assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/health");
    assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/health/live");
    assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/health/live");
    JsonNode startup = container.path("startupProbe");
    assertThat(startup.path("periodSeconds").asInt() * startup.path("failureThreshold").asInt())
        .as("seconds that a cold start may take")
        .isBetween(60, 300);
  }

  @ParameterizedTest
  @CsvSource({"gateway", "vad-worker", "stt-worker", "dialog-worker", "tts-worker", "simulator"})
  void aPodMayDoNothingThatItNeedNot(String service) {
    Manifests manifests = Chart.render(ALL_SERVICES);
    JsonNode pod = manifests.podSpec(service);
    JsonNode container = manifests.container(service);

    assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(pod.path("securityContext"))
        .isEqualTo(
            Manifests.document(
                "{runAsNonRoot: true, runAsUser: 10001, runAsGroup: 10001, fsGroup: 10001,"
                    + " seccompProfile: {type: RuntimeDefault}}"));
    assertThat(container.path("securityContext"))
        .isEqualTo(
            Manifests.document(
                "{allowPrivilegeEscalation: false, readOnlyRootFilesystem: true,"
                    + " capabilities: {drop: [ALL]}}"));
    assertThat(pod.at("/volumes/0/emptyDir").isObject()).isTrue();
    assertThat(container.at("/volumeMounts/0/mountPath").asText()).isEqualTo("/tmp");
  }

  @ParameterizedTest
  @CsvSource({"gateway", "vad-worker", "stt-worker", "dialog-worker", "tts-worker", "simulator"})
  void aPodHasItsShareOfTheMachine(String service) {
    JsonNode resources = Chart.render(ALL_SERVICES).container(service).path("resources");

    assertThat(resources.at("/requests/cpu").asText()).isNotEmpty();
    assertThat(resources.at("/limits/memory").asText())
        .isNotEmpty()
        .isEqualTo(resources.at("/requests/memory").asText());
    assertThat(resources.at("/limits/cpu").isMissingNode())
        .as("no limit on CPU: being throttled in the middle of a word is worse")
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({"gateway", "vad-worker", "stt-worker", "dialog-worker", "tts-worker"})
  void aServiceCalledKafkaNearbyDoesNotSetClientProperties(String service) {
    assertThat(
            Chart.render(Chart.LEAST).podSpec(service).path("enableServiceLinks").asBoolean(true))
        .isFalse();
  }

  @Test
  void aChangedSettingReplacesThePods() {
    assertThat(checksum(Chart.render(Chart.LEAST, "config: {GREETING: Hello}")))
        .isNotEqualTo(checksum(Chart.render(Chart.LEAST, "config: {GREETING: Good day}")))
        .isEqualTo(checksum(Chart.render(Chart.LEAST, "config: {GREETING: Hello}")));
    assertThat(checksum(Chart.render(Chart.LEAST, "assistantsFile: a")))
        .isNotEqualTo(checksum(Chart.render(Chart.LEAST, "assistantsFile: b")));
  }

  @Test
  void prometheusFindsThePodsByAnnotations() {
    JsonNode pod = Chart.render(Chart.LEAST).one("Deployment", "dialog-worker");

    assertThat(Manifests.texts(pod.at("/spec/template/metadata/annotations")))
        .containsAllEntriesOf(
            Map.of(
                "prometheus.io/scrape", "true",
                "prometheus.io/port", "8083",
                "prometheus.io/path", "/metrics"));
  }

  private static String checksum(Manifests manifests) {
    return manifests
        .one("Deployment", "dialog-worker")
        .at("/spec/template/metadata/annotations")
        .path("checksum/config")
        .asText();
  }
}
