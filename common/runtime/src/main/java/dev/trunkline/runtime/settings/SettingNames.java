// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The names of all settings of all services, so that every service finds a misspelt or outdated
 * name, even one that only another service would read.
 *
 * <p>{@code settings.tsv} is generated from the declarations, {@code former-settings.tsv} says what
 * became of each former name.
 */
final class SettingNames {
  /** Names that begin so are ours; what another program might use is not here. */
  private static final Pattern OURS =
      Pattern.compile("(GATEWAY|VAD|STT|DIALOG|TTS|TOPICS|BROKER|BREAKER|ASSISTANTS|SIM)_.+");

  /** Read by docker-compose and {@code ./trunkline}, not by a service. */
  private static final Set<String> OF_TOOLS =
      Set.of(
          "GATEWAY_PORTS",
          "GATEWAY_GRACE_PERIOD",
          "SETTINGS_FILE",
          "KAFKA_PORT",
          "PROXY_PORT",
          "PROMETHEUS_PORT",
          "GRAFANA_PORT",
          "PHONE_CALLS");

  /**
   * What Kubernetes sets in every pod for each Service of its namespace, and Docker for each linked
   * container, by the name alone.
   */
  private static final Pattern INJECTED =
      Pattern.compile(
          "(GATEWAY|VAD|STT|DIALOG|TTS|TOPICS|BROKER|SIM|KAFKA|OTEL)(_[A-Z0-9_]+)?"
              + "_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?"
              + "|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?|ENV_[A-Za-z0-9_]+)");

  /** The same for names that may also be settings: {@code GATEWAY_PORT=tcp://10.0.0.1:8080}. */
  private static final Pattern INJECTED_PORT = Pattern.compile("(tcp|udp|sctp)://.*");

  /** Names as short as this are near to too many others. */
  private static final int SHORT = 7;

  private static final int MEDIUM = 10;

  private static final String FILE = "_FILE";

  /** What Java puts in the place of bytes that are no letter. */
  private static final char UNDECODABLE = '\uFFFD';

  private static final Set<String> KNOWN = known();
  private static final Map<String, String> FORMER = former();

  private SettingNames() {}

  /** True if Kubernetes or Docker sets this variable, not the operator. */
  static boolean isInjected(String name, String value) {
    return INJECTED.matcher(name).matches()
        || (name.endsWith("_PORT") && INJECTED_PORT.matcher(value).matches())
        || (name.endsWith("_NAME") && value.startsWith("/"));
  }

  /**
   * Looks at the names of all variables that are set.
   *
   * @throws InvalidSetting with a line for each that is no setting but looks like one
   */
  static void check(Map<String, String> variables) {
    var lines = new ArrayList<String>();
    new TreeMap<>(variables)
        .forEach((name, value) -> {
          if (!value.isBlank() && !KNOWN.contains(name) && !isInjected(name, value)) {
            complaint(name).ifPresent(lines::add);
          }
        });
    if (!lines.isEmpty()) {
      throw new InvalidSetting(lines);
    }
  }

  /**
   * Looks at the values of settings. What stands for letters that could not be decoded would be
   * spoken, or would be half of a key.
   *
   * @throws InvalidSetting if one was garbled before it arrived here
   */
  static void checkEncoding(Map<String, String> variables) {
    new TreeMap<>(variables)
        .forEach((name, value) -> {
          if (KNOWN.contains(name) && value.indexOf(UNDECODABLE) >= 0) {
            throw new InvalidSetting(
                name,
                "has letters that are not in the encoding of the locale",
                "start with a UTF-8 locale, such as LC_ALL=C.UTF-8, and a value in UTF-8");
          }
        });
  }

  private static Optional<String> complaint(String name) {
    String former = FORMER.get(name);
    if (former != null) {
      return Optional.of(name + " " + former);
    }
    String nearest = nearest(name);
    if (distance(name, nearest) <= tolerance(nearest)) {
      return Optional.of(name + " is not a setting; did you mean " + nearest + "?");
    }
    return OURS.matcher(name).matches()
        ? Optional.of(
            name + " is not a setting; the nearest is " + nearest + ", remove or correct it")
        : Optional.empty();
  }

  private static String nearest(String name) {
    return KNOWN.stream()
        .min(
            Comparator.comparingInt((String known) -> distance(name, known))
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }

  private static int tolerance(String known) {
    return known.length() <= SHORT ? 0 : known.length() < MEDIUM ? 1 : 2;
  }

  /** Letters to insert, remove, replace or swap with their neighbour to turn one into the other. */
  static int distance(String a, String b) {
    var rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          rows[i][j] = i + j;
          continue;
        }
        int replaced = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        rows[i][j] = Math.min(replaced, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
        }
      }
    }
    return rows[a.length()][b.length()];
  }

  private static Set<String> known() {
    var names = new HashSet<>(OF_TOOLS);
    for (List<String> fields : rows("settings.tsv")) {
      names.add(fields.getFirst());
      if (fields.contains("secret")) {
        names.add(fields.getFirst() + FILE);
      }
    }
    return Set.copyOf(names);
  }

  /** What to say of each former name, after it. */
  private static Map<String, String> former() {
    var advice = new HashMap<String, String>();
    for (List<String> fields : rows("former-settings.tsv")) {
      String name = fields.getFirst();
      String now = fields.get(1);
      String more = fields.get(2);
      advice.put(
          name,
          switch (now) {
            case "constant" -> "is a constant now (" + more + "); remove it";
            case "assistants" ->
                "moved to the assistants file (ASSISTANTS_FILE): set " + more + " there instead";
            case "option" -> "is an option now: " + more + "; remove it";
            default -> "is called " + now + " now; rename it";
          });
      if (KNOWN.contains(now + FILE)) {
        advice.put(name + FILE, "is called " + now + FILE + " now; rename it");
      }
    }
    return Map.copyOf(advice);
  }

  private static List<List<String>> rows(String resource) {
    try (InputStream in =
            Objects.requireNonNull(
                SettingNames.class.getResourceAsStream(resource), "no resource " + resource);
        var reader = new BufferedReader(new InputStreamReader(in, UTF_8))) {
      return reader
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .map(line -> List.of(line.split("\t", -1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
