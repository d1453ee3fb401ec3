// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.deploy;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Whatever services read can be given to the stack, in every way to bring it up. */
class EverySettingTest {
  private static final Pattern NAME =
      Pattern.compile("`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)(?:=[^`]*)?`");
  private static final Pattern EXAMPLE = Pattern.compile("(?m)^#?([A-Z][A-Z0-9_]*)=");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z][A-Z0-9_]*)`");

  private static final List<String> SERVICES =
      List.of("gateway", "vad-worker", "stt-worker", "dialog-worker", "tts-worker");

  private static final Map<String, Set<String>> READERS = KnownSettings.readers();

  /** What a container's surroundings decide, or what only {@code ./trunkline run} has. */
  private static final Pattern NOT_IN_CONTAINERS =
      Pattern.compile("PORT|GATEWAY_ID|.*_HEALTH_PORT|SIM_PORT|BROKER_.*");

  /** The stand-ins have many more, for tests. */
  private static final Pattern OF_SIMULATOR =
      Pattern.compile("SIM_(ENGINES|FLITE_VOICE|POCKETSPHINX)|LOG_.*|BIND_ADDRESS");

  /** Read by docker-compose itself. */
  private static final Set<String> OF_COMPOSE =
      Set.of(
          "SETTINGS_FILE",
          "GATEWAY_PORTS",
          "GATEWAY_GRACE_PERIOD",
          "KAFKA_PORT",
          "PROXY_PORT",
          "PROMETHEUS_PORT",
          "GRAFANA_PORT");

  @Test
  void composeGivesEverySettingToTheServicesThatReadIt() {
    Map<String, Set<String>> environments = composeEnvironments();

    assertThat(inContainers())
        .hasSizeGreaterThan(55)
        .allSatisfy(name -> {
          Set<String> receivers =
              environments.entrySet().stream()
                  .filter(service -> service.getValue().contains(name))
                  .map(Map.Entry::getKey)
                  .collect(Collectors.toSet());
          receivers.remove("phone");
          assertThat(receivers).as(name).isEqualTo(readersInContainers(name));
        });
    assertThat(environments.get("phone"))
        .as("it signs as Twilio does")
        .contains("TWILIO_AUTH_TOKEN");
  }

  @Test
  void composeGivesNoServiceWhatItDoesNotRead() {
    composeEnvironments()
        .forEach((service, names) -> {
          if (SERVICES.contains(service) || service.equals("simulator")) {
            assertThat(names)
                .as(service)
                .filteredOn(name -> !name.startsWith("KAFKA_"))
                .allSatisfy(name ->
                    assertThat(READERS.getOrDefault(name, Set.of())).as(name).contains(service));
          }
        });
  }

  @Test
  void composeTakesAnyOtherVariableFromAFile() {
    assertThat(SERVICES)
        .allSatisfy(service ->
            assertThat(service(service).get("env_file"))
                .asString()
                .startsWith("${SETTINGS_FILE:-"));
    assertThat(Path.of("..", "config", "none.env")).exists();
  }

  @Test
  void theChartTakesEverySettingOrSaysWhereItIsToBeSet() {
    Set<String> refused = inContainers();
    refused.removeIf(name ->
        !Pattern.matches(
            "VAD_ENABLED|GATEWAY_DRAIN_MS|GATEWAY_PUBLIC_URL|ASSISTANTS_FILE"
                + "|TOPICS_(PARTITIONS|REPLICATION)"
                + "|KAFKA_.*|.*_(API_KEY|AUTH_TOKEN|AUTH_TOKEN_SECONDARY|SECRET)|TWILIO_ACCOUNT_SID",
            name));
    Set<String> taken = inContainers();
    taken.removeAll(refused);
    String config =
        taken.stream().map(name -> name + ": '1'").collect(joining(", ", "config: {", "}"));

    assertThat(Chart.render(Chart.LEAST, config).config())
        .containsKeys(taken.toArray(String[]::new));
    assertThat(refused)
        .allSatisfy(name ->
            assertThat(Chart.refusal(Chart.LEAST, "config: {%s: '1'}".formatted(name)))
                .containsPattern("config\\." + name + ".*(: set [a-z]|into the Secret)"));
  }

  @Test
  void theExampleOfASettingsFileHasThemAllAndNoOthers() {
    Set<String> shown =
        EXAMPLE
            .matcher(Chart.read(Path.of("..", ".env.example")))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toSet());

    Set<String> product = new HashSet<>(READERS.keySet());
    product.removeIf(name -> name.startsWith("SIM_") && !OF_SIMULATOR.matcher(name).matches());
    assertThat(shown).containsAll(product);
    assertThat(shown)
        .filteredOn(name -> !name.startsWith("KAFKA_") && !OF_COMPOSE.contains(name))
        .isSubsetOf(READERS.keySet());
  }

  @Test
  void theReferenceNamesWhatServicesRead() {
    Set<String> named =
        ROW.matcher(Chart.read(Path.of("..", "docs", "configuration.md")))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toSet());

    assertThat(READERS).hasSizeGreaterThan(100);
    assertThat(named).containsAll(READERS.keySet());
  }

  @Test
  void noDocumentNamesASettingOfAnEarlierVersion() throws IOException {
    Set<String> former = KnownSettings.former();

    assertThat(documents())
        .hasSizeGreaterThan(20)
        .allSatisfy(document ->
            assertThat(names(document)).as("%s", document).doesNotContainAnyElementsOf(former));
  }

  private static Set<String> names(Path document) {
    return NAME.matcher(Chart.read(document))
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."), 3)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !file.toString().contains("target"))
          .filter(file -> !file.endsWith("CHANGELOG.md"))
          .toList();
    }
  }

  private static Set<String> readersInContainers(String name) {
    Set<String> readers = new HashSet<>(READERS.getOrDefault(name, Set.of()));
    readers.remove("broker");
    if (!OF_SIMULATOR.matcher(name).matches()) {
      readers.remove("simulator");
    }
    return readers;
  }

  private static Set<String> inContainers() {
    Set<String> names = new TreeSet<>(READERS.keySet());
    names.removeIf(
        name -> NOT_IN_CONTAINERS.matcher(name).matches() || readersInContainers(name).isEmpty());
    return names;
  }

  private static Map<String, Set<String>> composeEnvironments() {
    return compose().entrySet().stream()
        .collect(
            toMap(
                Map.Entry::getKey,
                service -> map(service.getValue().getOrDefault("environment", Map.of())).keySet()));
  }

  private static Map<String, Object> service(String name) {
    return compose().getOrDefault(name, Map.of());
  }

  private static Map<String, Map<String, Object>> compose() {
    Object file =
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .load(Chart.read(Path.of("..", "docker-compose.yml")));
    return map(map(file).getOrDefault("services", Map.of())).entrySet().stream()
        .collect(toMap(Map.Entry::getKey, service -> map(service.getValue())));
  }

  private static Map<String, Object> map(Object yaml) {
    return ((Map<?, ?>) yaml)
        .entrySet().stream()
            .collect(
                toMap(
                    entry -> String.valueOf(entry.getKey()),
                    entry -> entry.getValue() == null ? "" : entry.getValue()));
  }
}
