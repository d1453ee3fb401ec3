// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What reaches the services, and as what. */
class SettingsTest {
  private static final List<String> STAGES =
      List.of("gateway", "vad-worker", "stt-worker", "dialog-worker", "tts-worker");

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "gateway, TWILIO_AUTH_TOKEN TWILIO_ACCOUNT_SID TWILIO_AUTH_TOKEN_SECONDARY"
            + " GATEWAY_STREAM_TOKEN_SECRET",
        "vad-worker, -",
        "stt-worker, ELEVENLABS_API_KEY ELEVENLABS_FALLBACK_API_KEY",
        "dialog-worker, OPENAI_API_KEY OPENAI_FALLBACK_API_KEY",
        "tts-worker, ELEVENLABS_API_KEY ELEVENLABS_FALLBACK_API_KEY"
      })
  void aStageGetsOnlyTheSecretsItNeeds(String stage, @Nullable String names) {
    Map<String, String> variables = Chart.render(Chart.LEAST).environment(stage);
    variables.values().removeIf(source -> !source.contains("secretKeyRef"));

    assertThat(variables.keySet())
        .containsExactlyInAnyOrder(names == null ? new String[0] : names.split(" "));
    variables.forEach((name, source) ->
        assertThat(source).contains("\"name\":\"trunkline\"", "\"key\":\"" + name + "\""));
  }

  @Test
  void aMissingTwilioTokenKeepsTheGatewayFromRunningUnguarded() {
    Map<String, String> variables = Chart.render(Chart.LEAST).environment("gateway");

    assertThat(variables.get("TWILIO_AUTH_TOKEN")).contains("\"optional\":false");
    assertThat(variables.get("TWILIO_ACCOUNT_SID")).contains("\"optional\":true");
    assertThat(variables.get("GATEWAY_STREAM_TOKEN_SECRET")).contains("\"optional\":true");
  }

  @Test
  void everyStageKnowsTheBrokersAndHowToTalkToThem() {
    Manifests manifests = Chart.render(Chart.example("production"));

    assertThat(manifests.config())
        .containsEntry(
            "KAFKA_BOOTSTRAP_SERVERS",
            "kafka-0.example.com:9093,kafka-1.example.com:9093,kafka-2.example.com:9093")
        .containsEntry("KAFKA_SECURITY_PROTOCOL", "SASL_SSL")
        .containsEntry("KAFKA_SSL_TRUSTSTORE_LOCATION", "/etc/trunkline/kafka/truststore.p12")
        .containsEntry("TOPICS_PARTITIONS", "24")
        .containsEntry("TOPICS_REPLICATION", "3");
    for (String stage : STAGES) {
      assertThat(manifests.container(stage).path("envFrom"))
          .isEqualTo(
              Manifests.document(
                  "[{configMapRef: {name: %s}}, {secretRef: {name: trunkline-kafka}}]"
                      .formatted(Chart.NAME)));
      assertThat(manifests.container(stage).at("/volumeMounts/1/mountPath").asText())
          .isEqualTo("/etc/trunkline/kafka");
      assertThat(manifests.podSpec(stage).at("/volumes/1/secret/secretName").asText())
          .isEqualTo("trunkline-kafka-files");
    }
  }

  @Test
  void numbersReachTheServicesAsTheyWereWritten() {
    assertThat(
            Chart.render(
                    Chart.LEAST,
                    "config: {GATEWAY_MAX_CALLS: 1000000, VAD_END_THRESHOLD: 0.35, LOG_LEVEL:"
                        + " INFO}")
                .config())
        .containsEntry("GATEWAY_MAX_CALLS", "1000000")
        .containsEntry("VAD_END_THRESHOLD", "0.35")
        .containsEntry("LOG_LEVEL", "INFO");
  }

  @Test
  void aStagesOwnSettingsReachThatStageOnly() {
    Manifests manifests = Chart.render(Chart.LEAST, "gateway: {env: {GATEWAY_MAX_CALLS: 300}}");

    assertThat(manifests.environment("gateway")).containsEntry("GATEWAY_MAX_CALLS", "300");
    assertThat(manifests.config()).doesNotContainKey("GATEWAY_MAX_CALLS");
    assertThat(manifests.environment("tts-worker")).doesNotContainKey("GATEWAY_MAX_CALLS");
  }

  @Test
  void withoutVadNoVadWorkerRunsAndScribeDecides() {
    Manifests manifests = Chart.render(Chart.LEAST, "vadWorker: {enabled: false}");

    assertThat(manifests.names("Deployment")).hasSize(4).doesNotContain(Chart.NAME + "-vad-worker");
    assertThat(manifests.config()).containsEntry("VAD_ENABLED", "false");
    assertThat(Chart.render(Chart.LEAST).config()).containsEntry("VAD_ENABLED", "true");
  }

  @Test
  void withTheSimulatorNoKeysAreNeededAndNoProviderIsCalled() {
    Manifests manifests = Chart.render(Chart.example("simulator"));
    String simulator = "http://" + Chart.NAME + "-simulator:8090";

    assertThat(manifests.all()).allSatisfy(d -> assertThat(d.findValues("secretKeyRef")).isEmpty());
    assertThat(manifests.environment("stt-worker"))
        .containsEntry("ELEVENLABS_BASE_URL", simulator)
        .containsKey("ELEVENLABS_API_KEY");
    assertThat(manifests.environment("tts-worker"))
        .containsEntry("ELEVENLABS_BASE_URL", simulator)
        .containsKey("ELEVENLABS_API_KEY");
    assertThat(manifests.environment("dialog-worker"))
        .containsEntry("OPENAI_BASE_URL", simulator + "/v1")
        .containsKey("OPENAI_API_KEY");
    assertThat(manifests.environment("gateway")).containsKey("GATEWAY_STREAM_TOKEN_SECRET");
  }

  @Test
  void everyStageReadsTheAssistantsAndDialogTheToolKeys() {
    String file = "assistants:\n  - name: shop # \"quoted\", {{ braces }}\n";
    String value = "assistantsFile: |\n" + file.indent(2);
    Manifests manifests = Chart.render(Chart.LEAST, value, "dialogWorker: {envSecret: tools}");

    assertThat(Manifests.texts(manifests.one("ConfigMap", "assistants").path("data")))
        .containsExactly(Map.entry("assistants.yaml", file));
    assertThat(manifests.config())
        .containsEntry("ASSISTANTS_FILE", "/etc/trunkline/assistants/assistants.yaml");
    for (String stage : STAGES) {
      assertThat(manifests.container(stage).at("/volumeMounts/1/mountPath").asText())
          .isEqualTo("/etc/trunkline/assistants");
      assertThat(manifests.podSpec(stage).at("/volumes/1/configMap/name").asText())
          .isEqualTo(Chart.NAME + "-assistants");
      assertThat(manifests.container(stage).path("envFrom").findValuesAsText("name"))
          .as(stage)
          .containsExactlyElementsOf(
              stage.equals("dialog-worker") ? List.of(Chart.NAME, "tools") : List.of(Chart.NAME));
    }
    assertThat(Chart.render(Chart.LEAST).config()).doesNotContainKey("ASSISTANTS_FILE");
  }

  /** A service does not start with a name that no service reads. */
  @Test
  void everyVariableIsReadByTheStageThatGetsIt() {
    Map<String, Set<String>> readers = KnownSettings.readers();
    Manifests manifests =
        Chart.render(Chart.LEAST, "simulator: {enabled: true}\npublicUrl: https://a.b");
    assertThat(manifests.config().keySet()).hasSizeGreaterThan(3).isSubsetOf(readers.keySet());
    Manifests real = Chart.render(Chart.LEAST);
    STAGES.forEach(stage -> assertReadsItsVariables(real, stage, readers));
    STAGES.forEach(stage -> assertReadsItsVariables(manifests, stage, readers));
    assertReadsItsVariables(manifests, "simulator", readers);
  }

  private static void assertReadsItsVariables(
      Manifests manifests, String stage, Map<String, Set<String>> readers) {
    assertThat(manifests.environment(stage).keySet())
        .as(stage)
        .isNotEmpty()
        .filteredOn(name -> !name.equals("JDK_JAVA_OPTIONS")) // read by java itself
        .allSatisfy(name -> assertThat(readers.get(name)).as(name).contains(stage));
  }
}
