// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.deploy;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** Whatever the README's tables name can be given to the stack, in every way to bring it up. */
class EverySettingTest {
  private static final Pattern NAME = Pattern.compile("`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)`");
  private static final Pattern LITERAL = Pattern.compile("\"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\"");
  private static final Pattern EXAMPLE = Pattern.compile("(?m)^#?([A-Z][A-Z0-9_]*)=");

  private static final List<String> SERVICES =
      List.of("gateway", "vad-worker", "stt-worker", "dialog-worker", "tts-worker");

  /** Variables for fewer than all services: providers, secrets, the simulator. */
  private static final Map<String, Set<String>> ONLY_FOR =
      Map.ofEntries(
          Map.entry("TWILIO_AUTH_TOKEN", Set.of("gateway", "phone")),
          Map.entry("TWILIO_ACCOUNT_SID", Set.of("gateway")),
          Map.entry("TWILIO_AUTH_TOKEN_SECONDARY", Set.of("gateway")),
          Map.entry("STREAM_TOKEN_SECRET", Set.of("gateway")),
          Map.entry("OPENAI_API_KEY", Set.of("dialog-worker")),
          Map.entry("OPENAI_BASE_URL", Set.of("dialog-worker")),
          Map.entry("OPENAI_FALLBACK_API_KEY", Set.of("dialog-worker")),
          Map.entry("OPENAI_FALLBACK_BASE_URL", Set.of("dialog-worker")),
          Map.entry("ELEVENLABS_FALLBACK_API_KEY", Set.of("stt-worker", "tts-worker")),
          Map.entry("ELEVENLABS_FALLBACK_BASE_URL", Set.of("stt-worker", "tts-worker")),
          Map.entry("ELEVENLABS_API_KEY", Set.of("stt-worker", "tts-worker")),
          Map.entry("ELEVENLABS_BASE_URL", Set.of("stt-worker", "tts-worker")),
          Map.entry("SIMULATOR_ENGINES", Set.of("simulator")),
          Map.entry("SIMULATOR_FLITE_VOICE", Set.of("simulator")),
          Map.entry("SIMULATOR_POCKETSPHINX", Set.of("simulator")));

  /** What a container's surroundings decide, or what only {@code ./trunkline run} has. */
  private static final Set<String> NOT_IN_CONTAINERS =
      Set.of(
          "PORT",
          "GATEWAY_ID",
          "DATA_DIR",
          "BROKER_PORT",
          "BROKER_NODE",
          "BROKER_CONTROLLERS",
          "BROKER_PROXIED_PORT",
          "BROKER_PROXY_PORT");

  /** Stands for any name, so it cannot be in a list of names. */
  private static final String ANY_OF_KAFKA = "KAFKA_X_Y";

  @Test
  void composeGivesEverySettingToTheServicesThatMayHaveIt() {
    Map<String, Set<String>> environments = composeEnvironments();

    assertThat(inContainers())
        .allSatisfy(name -> {
          Set<String> receivers =
              environments.entrySet().stream()
                  .filter(service -> service.getValue().contains(name))
                  .map(Map.Entry::getKey)
                  .collect(Collectors.toSet());
          if (ONLY_FOR.containsKey(name)) {
            assertThat(receivers).as(name).isEqualTo(ONLY_FOR.get(name));
          } else {
            assertThat(receivers).as(name).containsAll(SERVICES);
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
            "VAD_ENABLED|DRAIN_MS|PUBLIC_URL|ASSISTANTS_FILE|TOPICS_(PARTITIONS|REPLICATION)"
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
  void theExampleOfASettingsFileHasThemAll() {
    Set<String> shown =
        EXAMPLE
            .matcher(Chart.read(Path.of("..", ".env.example")))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toSet());

    Set<String> settings = settings();
    settings.remove(ANY_OF_KAFKA);
    assertThat(shown).containsAll(settings);
  }

  @Test
  void whatTheReadmeNamesIsRead() throws IOException {
    String code = code(Path.of(".."));

    Set<String> settings = settings();
    settings.remove(ANY_OF_KAFKA);
    assertThat(settings)
        .hasSizeGreaterThan(80)
        .allSatisfy(name -> assertThat(code.contains('"' + name + '"')).as(name).isTrue());
  }

  @Test
  void whatServicesReadIsDocumented() throws IOException {
    Set<String> named = new TreeSet<>();
    for (String document : List.of("README.md", "docs/settings.md", "vad-worker/README.md")) {
      NAME.matcher(Chart.read(Path.of("..", document)))
          .results()
          .map(found -> found.group(1))
          .forEach(named::add);
    }

    assertThat(read())
        .hasSizeGreaterThan(100)
        .allSatisfy(name -> assertThat(named.contains(name)).as(name).isTrue());
  }

  /** The names of settings in the services' code, but for those of libraries. */
  private static Set<String> read() throws IOException {
    Set<String> names = new TreeSet<>();
    for (String module : Stream.concat(SERVICES.stream(), Stream.of("common")).toList()) {
      LITERAL
          .matcher(code(Path.of("..", module)))
          .results()
          .map(found -> found.group(1))
          .filter(name -> !name.matches("(KAFKA|OTEL)_.*"))
          .forEach(names::add);
    }
    return names;
  }

  private static String code(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> file.toString().contains("src/main"))
          .map(Chart::read)
          .collect(joining());
    }
  }

  private static Set<String> inContainers() {
    Set<String> names = settings();
    names.removeAll(NOT_IN_CONTAINERS);
    names.remove(ANY_OF_KAFKA);
    return names;
  }

  /** The names in the tables of the README's chapter on configuration. */
  private static Set<String> settings() {
    String readme = Chart.read(Path.of("..", "README.md"));
    int begin = readme.indexOf("\n## Configuration\n");
    return readme
        .substring(begin, readme.indexOf("\n## ", begin + 1))
        .lines()
        .filter(line -> line.startsWith("| `"))
        .flatMap(line -> NAME.matcher(line).results())
        .map(found -> found.group(1))
        .filter(
            name -> name.contains("_") || name.matches("PORT|GREETING|GOODBYE|TRANSFERRING|FILLER"))
        .filter(name -> !name.equals("GATEWAY_GRACE_PERIOD"))
        .collect(Collectors.toCollection(TreeSet::new));
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
