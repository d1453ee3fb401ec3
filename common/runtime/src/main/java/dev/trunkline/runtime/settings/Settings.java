// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.settings;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Environment variables, read once at start. An empty value counts as unset. Every getter throws
 * {@link InvalidSetting} with a line for the operator. A secret {@code X} may stand in a file,
 * which {@code X_FILE} names.
 */
public final class Settings {
  private final Map<String, String> values;
  private final Set<String> asked = ConcurrentHashMap.newKeySet();

  private Settings(Map<String, String> values) {
    this.values = new TreeMap<>();
    values.forEach((name, value) -> {
      if (!value.isBlank()) {
        this.values.put(name, value.strip());
      }
    });
  }

  /** The settings in {@code values}. */
  public static Settings of(Map<String, String> values) {
    return new Settings(values);
  }

  /**
   * The settings of this process.
   *
   * @throws InvalidSetting if a secret's file cannot be read, or the secret is set as well
   */
  public static Settings ofEnvironment() {
    return new Settings(SecretFiles.read(System.getenv()));
  }

  /** These settings with {@code others} on top. */
  public Settings with(Map<String, String> others) {
    var merged = new TreeMap<>(values);
    merged.putAll(others);
    return new Settings(merged);
  }

  /** All that is set. Holds secrets: not for printing. */
  public Map<String, String> values() {
    return Map.copyOf(values);
  }

  /** The variables whose values were asked for. */
  public Set<String> asked() {
    return Set.copyOf(asked);
  }

  /** The value of {@code variable} if it is set. */
  public Optional<String> text(String variable) {
    asked.add(variable);
    return Optional.ofNullable(values.get(variable));
  }

  /** The value of {@code variable}, or {@code otherwise}. */
  public String text(String variable, String otherwise) {
    return text(variable).orElse(otherwise);
  }

  /** The value of {@code variable}, which must be set; {@code cure} says how to come by one. */
  public String required(String variable, String cure) {
    return text(variable).orElseThrow(() -> new InvalidSetting(variable, "is not set", cure));
  }

  /** A whole number between {@code min} and {@code max}. */
  public int integer(String variable, int otherwise, int min, int max) {
    return Math.toIntExact(
        parse(
            variable,
            (long) otherwise,
            Long::parseLong,
            n -> n >= min && n <= max,
            "set a whole number from " + min + " to " + max));
  }

  /** A number between {@code min} and {@code max}. */
  public double number(String variable, double otherwise, double min, double max) {
    return parse(
        variable,
        otherwise,
        Double::parseDouble,
        n -> n >= min && n <= max,
        "set a number from " + min + " to " + max);
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String variable, boolean otherwise) {
    return switch (text(variable, String.valueOf(otherwise)).toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new InvalidSetting(variable, "is neither true nor false", "set true or false");
    };
  }

  /** One of the constants of an enum, written in any case. */
  public <T extends Enum<T>> T choice(String variable, T otherwise) {
    String value = text(variable, otherwise.name());
    for (T choice : otherwise.getDeclaringClass().getEnumConstants()) {
      if (choice.name().equalsIgnoreCase(value)) {
        return choice;
      }
    }
    throw new InvalidSetting(
        variable,
        "is none of its values",
        "set one of "
            + Arrays.toString(otherwise.getDeclaringClass().getEnumConstants())
                .toLowerCase(Locale.ROOT));
  }

  /** An http, https, ws or wss URL, without a slash at its end. */
  public URI url(String variable, String otherwise) {
    return parse(
        variable,
        URI.create(otherwise),
        text -> URI.create(text.replaceAll("/+$", "")),
        uri ->
            uri.getScheme() != null
                && uri.getHost() != null
                && uri.getScheme().matches("https?|wss?"),
        "set a full URL, for example " + otherwise);
  }

  /** A path. */
  public Optional<Path> path(String variable) {
    return text(variable).map(Path::of);
  }

  private <T> T parse(
      String variable, T otherwise, Function<String, T> parser, Predicate<T> valid, String cure) {
    Optional<String> text = text(variable);
    if (text.isEmpty()) {
      return otherwise;
    }
    T value;
    try {
      value = parser.apply(text.get());
    } catch (IllegalArgumentException e) {
      throw new InvalidSetting(variable, "cannot be read", cure);
    }
    if (!valid.test(value)) {
      throw new InvalidSetting(variable, "is out of range", cure);
    }
    return value;
  }
}
