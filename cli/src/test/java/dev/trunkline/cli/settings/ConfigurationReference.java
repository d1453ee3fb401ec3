// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.settings;

import static java.util.stream.Collectors.joining;

import dev.trunkline.runtime.settings.Component;
import dev.trunkline.runtime.settings.Setting;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The text of {@code docs/configuration.md} and of the list of names that every service knows. */
final class ConfigurationReference {
  private static final int LONG = 60;

  private static final List<String> ESSENTIAL =
      List.of(
          "OPENAI_API_KEY",
          "OPENAI_MODEL",
          "ELEVENLABS_API_KEY",
          "ELEVENLABS_VOICE_ID",
          "TWILIO_ACCOUNT_SID",
          "TWILIO_AUTH_TOKEN",
          "GATEWAY_PUBLIC_URL",
          "KAFKA_BOOTSTRAP_SERVERS",
          "ASSISTANTS_FILE",
          "GATEWAY_MAX_CALLS");

  private static final EnumSet<Component> SERVICES =
      EnumSet.range(Component.GATEWAY, Component.TTS_WORKER);

  private record Section(String title, String text, Set<Component> readers) {}

  private static final List<Section> SECTIONS =
      List.of(
          new Section("Gateway", "", EnumSet.of(Component.GATEWAY)),
          new Section("VAD worker", "", EnumSet.of(Component.VAD_WORKER)),
          new Section("STT worker", "", EnumSet.of(Component.STT_WORKER)),
          new Section("Dialog worker", "", EnumSet.of(Component.DIALOG_WORKER)),
          new Section("TTS worker", "", EnumSet.of(Component.TTS_WORKER)),
          new Section(
              "Local broker",
              "The broker of `./trunkline run` and `./trunkline broker`. Several of the latter make"
                  + " a cluster: `./trunkline broker --help`.",
              EnumSet.of(Component.BROKER)));

  private final List<Setting<?>> settings;
  private final List<Setting<?>> keys;

  ConfigurationReference(List<Setting<?>> settings, List<Setting<?>> keys) {
    this.settings = settings;
    this.keys = keys;
  }

  /** A line for each setting: its name, who reads it, and {@code secret} if it is one. */
  String names() {
    return "# Generated from the declarations: name, readers, secret or nothing.\n"
        + settings.stream()
            .sorted(Comparator.comparing(Setting::name))
            .map(setting ->
                setting.name()
                    + "\t"
                    + readers(setting)
                    + "\t"
                    + (setting.isSecret() ? "secret" : "")
                    + "\n")
            .collect(joining());
  }

  String markdown() {
    var text = new StringBuilder(INTRODUCTION);
    text.append("## The ten that matter\n\n");
    table(
        text,
        ESSENTIAL.stream().map(this::named).toList(),
        """
        | name | default | meaning |
        | --- | --- | --- |
        """,
        setting -> List.of(name(setting), shownDefault(setting), setting.meaning()));
    text.append("## All services\n\n").append(ALL_SERVICES);
    full(text, only(setting -> setting.readers().containsAll(SERVICES)));
    text.append("## More than one service\n\n");
    table(
        text,
        only(this::isShared),
        """
        | name | default | values | read by | meaning | change it for |
        | --- | --- | --- | --- | --- | --- |
        """,
        setting ->
            List.of(
                name(setting),
                shownDefault(setting),
                values(setting),
                readers(setting).replace(",", ", "),
                setting.meaning(),
                setting.reason()));
    for (Section section : SECTIONS) {
      text.append("## ").append(section.title()).append("\n\n");
      if (!section.text().isEmpty()) {
        text.append(section.text()).append("\n\n");
      }
      full(text, only(setting -> setting.readers().equals(section.readers())));
    }
    text.append(ASSISTANTS);
    table(
        text,
        keys,
        """
        | key | default | values | meaning | change it for |
        | --- | --- | --- | --- | --- |
        """,
        setting ->
            List.of(
                name(setting),
                shownDefault(setting),
                values(setting),
                setting.meaning(),
                setting.reason()));
    text.append(SIMULATOR);
    table(
        text,
        only(setting -> setting.readers().equals(EnumSet.of(Component.SIMULATOR))),
        """
        | name | default | values | meaning |
        | --- | --- | --- | --- |
        """,
        setting ->
            List.of(name(setting), shownDefault(setting), values(setting), setting.meaning()));
    return text.append(TOOLS).toString();
  }

  private boolean isShared(Setting<?> setting) {
    Set<Component> readers = setting.readers();
    return readers.size() > 1 && !readers.containsAll(SERVICES);
  }

  private List<Setting<?>> only(Predicate<Setting<?>> predicate) {
    return settings.stream().filter(predicate).toList();
  }

  private Setting<?> named(String name) {
    return settings.stream().filter(s -> s.name().equals(name)).findAny().orElseThrow();
  }

  private static void full(StringBuilder text, List<Setting<?>> some) {
    table(
        text,
        some,
        """
        | name | default | values | meaning | change it for |
        | --- | --- | --- | --- | --- |
        """,
        setting ->
            List.of(
                name(setting),
                shownDefault(setting),
                values(setting),
                setting.meaning(),
                setting.reason()));
  }

  private interface Row {
    List<String> cells(Setting<?> setting);
  }

  private static void table(StringBuilder text, List<Setting<?>> some, String head, Row row) {
    text.append(head);
    for (Setting<?> setting : some) {
      text.append(
          row.cells(setting).stream()
              .map(cell -> cell.replace("|", "\\|"))
              .collect(joining(" | ", "| ", " |\n")));
    }
    text.append('\n');
  }

  private static String name(Setting<?> setting) {
    return "`" + setting.name() + "`" + (setting.isSecret() ? " (secret)" : "");
  }

  private static String shownDefault(Setting<?> setting) {
    String text = setting.defaultText();
    if (text.isEmpty()) {
      return "–";
    }
    boolean plain = text.contains("`") || setting.defaultIsDescribed();
    String cut = text.length() > LONG && !plain ? text.substring(0, LONG).strip() + " …" : text;
    return plain ? cut : "`" + cut + "`";
  }

  private static String values(Setting<?> setting) {
    String unit = setting.unit();
    return setting.values() + (unit.isEmpty() ? "" : " " + unit);
  }

  private static String readers(Setting<?> setting) {
    return setting.readers().stream().sorted().map(Component::label).collect(joining(","));
  }

  private static final String INTRODUCTION =
      """
      # Configuration

      <!-- Generated from the settings' declarations; see "Changing this page" below. -->

      Trunkline is configured by environment variables. `./trunkline` also reads a file `.env` in the directory that it
      is called from, docker-compose the one beside it; on Kubernetes variables go into the chart's `config`. What
      assistants say and when they speak is not among them: that is in the [assistants file](assistants.md).

      * All settings are read once, when a service starts: a change needs a restart of the services that read it.
      * An empty value counts as not set.
      * A value that is missing or invalid stops the service with exit code 2 and one line that says what to do.
      * A name that is not a setting but looks like one (a service's prefix, or a known name misspelt) stops it as well,
        and the line names the nearest setting. Names of earlier versions are answered with what they are now.
        What Kubernetes and Docker add to the environment (`GATEWAY_SERVICE_HOST`, `GATEWAY_PORT=tcp://…`) is ignored.
      * A secret may stand in a file: `OPENAI_API_KEY_FILE=/run/secrets/openai` names the file with the value of
        `OPENAI_API_KEY`. This works for every variable that ends in `_KEY`, `_TOKEN`, `_SECRET`, `_PASSWORD` or
        `_JAAS_CONFIG`, keys of assistants' tools among them, and for the secondary auth token.

      """;

  private static final String ALL_SERVICES =
      """
      `KAFKA_X_Y` sets the client property `x.y` of every Kafka client (TLS, SASL, …; [kafka.md](kafka.md) has examples),
      `OTEL_…` are OpenTelemetry's own variables.

      """;

  private static final String ASSISTANTS =
      """
      ## Keys of the assistants file

      Texts, word lists and times that an assistant may have of its own, under its `manners`; under `defaults: {manners: …}`
      for all assistants ([assistants.md](assistants.md)). Times are in milliseconds, word lists have commas.

      """;

  private static final String SIMULATOR =
      """
      ## Simulator

      The stand-ins for ElevenLabs (`SIM_SCRIBE_…`, `SIM_TTS_…`) and OpenAI (`SIM_CHAT_…`), and the simulated telephone of
      `./trunkline demo` and `call` (`SIM_TELEPHONE_…`). Most of them choose between readings of what a provider's
      documentation leaves open, for tests.

      """;

  private static final String TOOLS =
      """
      ## docker-compose and ./trunkline

      Read by these tools, not by a service.

      | name | default | meaning |
      | --- | --- | --- |
      | `SETTINGS_FILE` | `config/none.env` | a file of `NAME=value` lines for all containers ([config](../config/README.md)) |
      | `GATEWAY_PORTS` | `127.0.0.1:8080-8089` | the machine's ports for the gateways; `8080-8089` opens them to the network |
      | `GATEWAY_GRACE_PERIOD` | `90s` | time from SIGTERM to SIGKILL of a gateway; longer than `GATEWAY_DRAIN_MS` |
      | `KAFKA_PORT` | `9094` | the machine's port for Kafka |
      | `PROXY_PORT` | `127.0.0.1:8000` | the machine's port for HAProxy (profile `ha`) |
      | `PROMETHEUS_PORT`, `GRAFANA_PORT` | `9090`, `3000` | the machine's ports of profile `observability` |
      | `PHONE_CALLS` | `http://gateway:8080/twiml` | what the simulated telephone calls |
      | `TRUNKLINE_HEAP`, `TRUNKLINE_JAVA_OPTS` | `2g`, – | heap and other JVM options of `./trunkline` |

      ## Changing this page

      A setting is a constant of type `Setting` in the class that reads it. After a change of one:

      ```
      %s
      ```
      """
          .formatted(ConfigurationReferenceTest.UPDATE);
}
