// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AutoscalingTest {
  @ParameterizedTest
  @MethodSource("dev.trunkline.deploy.ValueSet#all")
  void everyAutoscalerScalesADeploymentWithoutReplicas(ValueSet values) {
    Manifests manifests = values.render();

    for (JsonNode autoscaler : manifests.ofKind("HorizontalPodAutoscaler")) {
      JsonNode target = autoscaler.at("/spec/scaleTargetRef");
      String stage = target.path("name").asText().substring(Chart.NAME.length() + 1);
      assertThat(target.path("apiVersion").asText()).isEqualTo("apps/v1");
      assertThat(
              manifests
                  .one(target.path("kind").asText(), stage)
                  .at("/spec/replicas")
                  .isMissingNode())
          .as("an upgrade would set the count back")
          .isTrue();
    }
  }

  @Test
  void vadIsScaledByItsCpu() {
    Manifests manifests =
        Chart.render(Chart.LEAST, "vadWorker: {autoscaling: {targetCpuPercent: 70}}");

    assertThat(metrics(manifests, "vad-worker"))
        .isEqualTo(
            Manifests.document(
                "[{type: Resource, resource: {name: cpu,"
                    + " target: {type: Utilization, averageUtilization: 70}}}]"));
    assertThat(manifests.container("vad-worker").at("/resources/requests/cpu").isMissingNode())
        .as("utilisation is a share of what is requested")
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "stt-worker, trunkline_consumer_lag_records, 500",
    "dialog-worker, trunkline_consumer_lag_records, 50",
    "tts-worker, trunkline_consumer_lag_records, 50",
    "gateway, trunkline_calls_active, 200"
  })
  void theOthersAreScaledByWhatWaitsOrTalks(String stage, String metric, String target) {
    assertThat(metrics(Chart.render(Chart.LEAST), stage))
        .isEqualTo(
            Manifests.document(
                "[{type: Pods, pods: {metric: {name: "
                    + metric
                    + "}, target: {type: AverageValue, averageValue: '"
                    + target
                    + "'}}}]"));
  }

  @ParameterizedTest
  @CsvSource({"gateway", "vad-worker", "stt-worker", "dialog-worker", "tts-worker"})
  void podsComeAtOnceAndGoOneByOne(String stage) {
    JsonNode behavior =
        Chart.render(Chart.LEAST).one("HorizontalPodAutoscaler", stage).at("/spec/behavior");

    assertThat(behavior.at("/scaleUp/stabilizationWindowSeconds").asInt(-1)).isZero();
    assertThat(behavior.at("/scaleDown/stabilizationWindowSeconds").asInt())
        .isGreaterThanOrEqualTo(300);
    assertThat(behavior.at("/scaleDown/policies"))
        .isEqualTo(Manifests.document("[{type: Pods, value: 1, periodSeconds: 120}]"));
  }

  @Test
  void withoutAutoscalingTheCountIsTheValues() {
    Manifests manifests =
        Chart.render(Chart.LEAST, "autoscaling: {enabled: false}\nsttWorker: {replicas: 5}");

    assertThat(manifests.ofKind("HorizontalPodAutoscaler")).isEmpty();
    assertThat(manifests.one("Deployment", "stt-worker").at("/spec/replicas").asInt()).isEqualTo(5);
  }

  @Test
  void prometheusAdapterServesEveryMetricThatAnAutoscalerAsksFor() {
    JsonNode rule =
        Manifests.document(Chart.read(Path.of("prometheus-adapter.yaml"))).at("/rules/custom/0");
    Matcher series =
        Pattern.compile("\\{__name__=~\"(.*?)\",namespace!=\"\",pod!=\"\"}")
            .matcher(rule.path("seriesQuery").asText());
    List<String> asked =
        Chart.render(Chart.LEAST).ofKind("HorizontalPodAutoscaler").stream()
            .flatMap(autoscaler -> autoscaler.findValues("pods").stream())
            .map(pods -> pods.at("/metric/name").asText())
            .toList();

    assertThat(series.matches()).isTrue();
    assertThat(asked).hasSize(4).allSatisfy(name -> assertThat(name).matches(series.group(1)));
    String exported = Chart.read(Path.of("..", "docs", "metrics.md"));
    assertThat(asked).allSatisfy(name -> assertThat(exported).contains("| `" + name + "` |"));
    assertThat(rule.at("/resources/overrides").properties()).hasSize(2);
    assertThat(rule.path("metricsQuery").asText()).startsWith("sum(<<.Series>>");
  }

  private static JsonNode metrics(Manifests manifests, String stage) {
    return manifests.one("HorizontalPodAutoscaler", stage).at("/spec/metrics");
  }
}
