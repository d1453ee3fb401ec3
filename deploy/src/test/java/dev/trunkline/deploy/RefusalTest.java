// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong value is refused before anything is installed, by its name. */
class RefusalTest {
  @Test
  void kafkaIsNotPartOfTheChartAndMustBeNamed() {
    assertThat(Chart.refusal("existingSecret: trunkline"))
        .contains("kafka.bootstrapServers is not set: name your brokers as host:port");
  }

  @Test
  void withoutSecretsOnlyTheSimulatorCanBeTalkedTo() {
    assertThat(Chart.refusal("kafka: {bootstrapServers: 'kafka:9092'}"))
        .contains("existingSecret is not set", "simulator.enabled=true");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kafka: {bootstrapServers: kafka} | /kafka/bootstrapServers",
        "kafka: {bootstrapServers: 'kafka:9092, other:9092'} | /kafka/bootstrapServers",
        "kafka: {topics: {partitions: 0}} | /kafka/topics/partitions",
        "kafka: {topics: {replication: three}} | /kafka/topics/replication",
        "kafka: {properties: {sasl.jaas.config: x}} | sasl.jaas.config",
        "kafka: {properties: {security_protocol: x}} | security_protocol",
        "gateway: {drainSeconds: -1} | /gateway/drainSeconds",
        "gateway: {drainSeconds: 1h} | /gateway/drainSeconds",
        "gateway: {drainSecond: 60} | drainSecond",
        "gatway: {replicas: 3} | gatway",
        "sttWorker: {autoscaling: {targetCpuPercent: 60}} | targetCpuPercent",
        "sttWorker: {replicas: 0} | /sttWorker/replicas",
        "vadWorker: {autoscaling: {targetCpuPercent: 600}} |"
            + " /vadWorker/autoscaling/targetCpuPercent",
        "vadWorker: {enabled: 'no'} | /vadWorker/enabled",
        "dialogWorker: {resources: {limits: {memory: 512MB}}} |"
            + " /dialogWorker/resources/limits/memory",
        "ttsWorker: {podAnnotations: {a: 1}} | /ttsWorker/podAnnotations/a",
        "config: {greeting: Hello} | greeting",
        "config: {GREETING: [Hello]} | /config/GREETING",
        "image: {pullPolicy: Sometimes} | /image/pullPolicy",
        "existingSecret: My_Secret | /existingSecret",
        "publicUrl: voice.example.com | /publicUrl",
        "ingress: {host: 'https://voice.example.com/'} | /ingress/host",
        "service: {port: 70000} | /service/port",
        "networkPolicy: {kafkaPorts: []} | /networkPolicy/kafkaPorts",
      })
  void aValueThatCannotBeIsNamed(String wrong, String name) {
    assertThat(Chart.refusal(Chart.LEAST, wrong)).contains("values don't meet", name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ingress: {enabled: true} | ingress.host is not set: name the host at which Twilio reaches",
        "gateway: {autoscaling: {minReplicas: 11}} | gateway.autoscaling.minReplicas (11) is more"
            + " than maxReplicas (10)",
        "sttWorker: {autoscaling: {maxReplicas: 13}} | sttWorker.autoscaling.maxReplicas (13) is"
            + " more than kafka.topics.partitions (12)",
        "{autoscaling: {enabled: false}, ttsWorker: {replicas: 20}} | ttsWorker.replicas (20) is"
            + " more than kafka.topics.partitions (12)",
        "config: {OPENAI_API_KEY: sk-1} | config.OPENAI_API_KEY would be readable in the manifests:"
            + " put it into the Secret",
        "gateway: {env: {TWILIO_AUTH_TOKEN: x}} | gateway.env.TWILIO_AUTH_TOKEN would be readable"
            + " in the manifests",
        "config: {KAFKA_SECURITY_PROTOCOL: SSL} | config.KAFKA_SECURITY_PROTOCOL: set"
            + " kafka.bootstrapServers, kafka.properties",
        "config: {GATEWAY_DRAIN_MS: 1000} | config.GATEWAY_DRAIN_MS is made by the chart: set"
            + " gateway.drainSeconds",
        "vadWorker: {env: {VAD_HEALTH_PORT: 9}} | vadWorker.env.VAD_HEALTH_PORT is made by the"
            + " chart",
        "config: {ASSISTANTS_FILE: a.yaml} | config.ASSISTANTS_FILE is made by the chart: set"
            + " assistantsFile (--set-file assistantsFile=assistants.yaml)",
        "config: {VAD_ENABLED: false} | config.VAD_ENABLED is made by the chart: set"
            + " vadWorker.enabled",
      })
  void valuesThatDoNotFitTogetherAreToldWithTheirCure(String wrong, String message) {
    assertThat(Chart.refusal(Chart.LEAST, wrong)).contains(message);
  }

  @Test
  void aSecretIsNotRepeatedWhenItIsRefused() {
    assertThat(Chart.refusal(Chart.LEAST, "config: {OPENAI_API_KEY: sk-1}")).doesNotContain("sk-1");
  }

  @Test
  void moreGatewaysThanPartitionsAreFine() {
    assertThat(
            Chart.render(Chart.LEAST, "gateway: {autoscaling: {maxReplicas: 50}}")
                .one("HorizontalPodAutoscaler", "gateway")
                .at("/spec/maxReplicas")
                .asInt())
        .isEqualTo(50);
  }

  @Test
  void anOlderKubernetesThanThePreStopHookNeedsIsRefused() {
    assertThat(Chart.refusalOn("1.29.0", Chart.LEAST)).contains("requires kubeVersion: >=1.30");
  }
}
