// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The dashboard and the alerts speak of metrics that exist. */
class ObservabilityTest {
  private static final Path FILES = Path.of("../deploy/observability");
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:trunkline|jvm|process|system)_\\w+(?=[\\[{ )]|$)", Pattern.MULTILINE);

  @Test
  void everyMetricOfTheDashboardIsDocumented() throws Exception {
    JsonNode dashboard =
        new ObjectMapper().readTree(FILES.resolve("grafana/dashboards/trunkline.json").toFile());
    List<String> queries = dashboard.findValuesAsText("expr");
    assertThat(queries).hasSizeGreaterThan(30);
    assertThat(documented()).containsAll(metricsIn(String.join("\n", queries)));
  }

  @Test
  void everyPanelAsksTheDataSourceThatIsProvided() throws Exception {
    JsonNode dashboard =
        new ObjectMapper().readTree(FILES.resolve("grafana/dashboards/trunkline.json").toFile());
    String provided = Files.readString(FILES.resolve("grafana/datasources/prometheus.yaml"));
    assertThat(dashboard.findValues("datasource"))
        .isNotEmpty()
        .allSatisfy(
            source -> assertThat(provided).contains("uid: " + source.path("uid").asText() + "\n"));
  }

  @Test
  void everyMetricOfTheAlertsIsDocumented() throws Exception {
    Set<String> metrics = metricsIn(Files.readString(FILES.resolve("prometheus/alerts.yml")));
    assertThat(metrics).hasSizeGreaterThan(10);
    assertThat(documented()).containsAll(metrics);
  }

  @Test
  void theAlertsDoWhatTheirOwnTestsSay() throws Exception {
    assumeTrue(isInstalled("promtool"), "promtool (Debian: prometheus) is not installed");
    assertThat(promtool("check", "config", "prometheus.yml")).isZero();
    assertThat(promtool("test", "rules", "alerts.test.yml")).isZero();
  }

  private static Set<String> metricsIn(String text) {
    var metrics = new TreeSet<String>();
    METRIC
        .matcher(text)
        .results()
        .forEach(m -> metrics.add(m.group().replaceAll("_(bucket|sum|count)$", "")));
    return metrics;
  }

  private static Set<String> documented() throws IOException {
    var names = new TreeSet<String>();
    Pattern.compile("`((?:trunkline|jvm|process|system)_\\w+)`")
        .matcher(Files.readString(Path.of("../docs/metrics.md")))
        .results()
        .forEach(m -> names.add(m.group(1)));
    return names;
  }

  private static int promtool(String... arguments) throws Exception {
    var command = new ArrayList<String>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(FILES.resolve("prometheus").toFile())
            .inheritIO()
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private static boolean isInstalled(String program) {
    return Pattern.compile(":")
        .splitAsStream(System.getenv("PATH"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}
