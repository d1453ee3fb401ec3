// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.settings;

import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A setting: its name, its type, its default, which values are valid, and what the reference says
 * of it. Declared once, as a constant of the class that reads it, and read through {@link
 * Settings#get} or {@link Settings#find}. Immutable.
 *
 * <p>All settings are read once, at start; a change needs a restart.
 */
public final class Setting<T> {
  private static final EnumSet<Component> SERVICES =
      EnumSet.range(Component.GATEWAY, Component.TTS_WORKER);

  /** Converts the text of a value; throws {@link IllegalArgumentException} if it is not one. */
  private record Type<T>(
      Function<String, T> parser, Predicate<T> valid, String values, String wrong, String cure) {
    Type(Function<String, T> parser, Predicate<T> valid, String values, String cure) {
      this(parser, valid, values, "is out of range", cure);
    }
  }

  /** What the reference says of a setting. */
  private record Reference(
      String defaultText,
      boolean described,
      String meaning,
      String reason,
      Set<Component> readers) {
    Reference defaultText(String text) {
      return new Reference(text, true, meaning, reason, readers);
    }

    Reference meaning(String text) {
      return new Reference(defaultText, described, text, reason, readers);
    }

    Reference reason(String text) {
      return new Reference(defaultText, described, meaning, text, readers);
    }

    Reference readers(Set<Component> components) {
      return new Reference(defaultText, described, meaning, reason, components);
    }
  }

  private final String name;
  private final Type<T> type;
  private final @Nullable T defaultValue;
  private final boolean secret;
  private final Reference reference;

  private Setting(
      String name, Type<T> type, @Nullable T defaultValue, boolean secret, Reference reference) {
    this.name = name;
    this.type = type;
    this.defaultValue = defaultValue;
    this.secret = secret;
    this.reference = reference;
  }

  private static <T> Setting<T> of(
      String name, Type<T> type, @Nullable T defaultValue, String defaultText) {
    return new Setting<>(
        name, type, defaultValue, false, new Reference(defaultText, false, "", "", Set.of()));
  }

  private Setting<T> with(Reference changed) {
    return new Setting<>(name, type, defaultValue, secret, changed);
  }

  /** A text without a default. */
  public static Setting<String> text(String name) {
    return of(name, textType("text"), null, "");
  }

  /** A text. */
  public static Setting<String> text(String name, String defaultValue) {
    return of(name, textType("text"), defaultValue, defaultValue);
  }

  private static Type<String> textType(String values) {
    return new Type<>(Function.identity(), _ -> true, values, "set a text");
  }

  /**
   * A text without a default that matches a pattern; {@code values} and {@code cure} describe it.
   */
  public static Setting<String> matching(String name, String pattern, String values, String cure) {
    return of(
        name,
        new Type<>(Function.identity(), s -> s.matches(pattern), values, "is not valid", cure),
        null,
        "");
  }

  /** One of some words, in any case. */
  public static Setting<String> oneOf(String name, String defaultValue, String... words) {
    String values = String.join(", ", words);
    return of(
        name,
        new Type<>(
            Function.identity(),
            text -> Arrays.stream(words).anyMatch(text::equalsIgnoreCase),
            values,
            "is not one of its values",
            "set one of " + values),
        defaultValue,
        defaultValue);
  }

  /** A key, token or password: never in a message, and {@code <name>_FILE} may name its file. */
  public static Setting<String> secret(String name) {
    Setting<String> text = text(name);
    return new Setting<>(name, text.type, null, true, text.reference);
  }

  /** A whole number between {@code min} and {@code max}. */
  public static Setting<Integer> integer(String name, int defaultValue, int min, int max) {
    var type =
        new Type<>(
            Integer::valueOf,
            n -> n >= min && n <= max,
            min + " to " + max,
            "set a whole number from " + min + " to " + max);
    return of(name, type, defaultValue, String.valueOf(defaultValue));
  }

  /** A number between {@code min} and {@code max}. */
  public static Setting<Double> number(String name, double defaultValue, double min, double max) {
    String range = plain(min) + " to " + plain(max);
    var type =
        new Type<>(Double::valueOf, n -> n >= min && n <= max, range, "set a number from " + range);
    return of(name, type, defaultValue, plain(defaultValue));
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }

  /** {@code true} or {@code false}. */
  public static Setting<Boolean> flag(String name, boolean defaultValue) {
    Function<String, Boolean> parser =
        text ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException(text);
            };
    return of(
        name,
        new Type<>(parser, _ -> true, "true, false", "set true or false"),
        defaultValue,
        String.valueOf(defaultValue));
  }

  /** One of the constants of an enum, written in any case. */
  public static <T extends Enum<T>> Setting<T> choice(String name, T defaultValue) {
    List<T> constants = Arrays.asList(defaultValue.getDeclaringClass().getEnumConstants());
    String values = constants.stream().map(Setting::lowerCase).collect(joining(", "));
    Function<String, T> parser =
        text ->
            constants.stream()
                .filter(constant -> constant.name().equalsIgnoreCase(text))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException(text));
    return of(
        name,
        new Type<>(parser, _ -> true, values, "set one of " + values),
        defaultValue,
        lowerCase(defaultValue));
  }

  private static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** An http or https URL, kept without a slash at its end. */
  public static Setting<URI> url(String name, String defaultValue) {
    return of(name, urlType("https?|wss?", defaultValue), URI.create(defaultValue), defaultValue);
  }

  /**
   * A URL without a default.
   *
   * @param schemes a regular expression
   * @param example for the message
   */
  public static Setting<URI> url(String name, String schemes, String example) {
    return of(name, urlType(schemes, example), null, "");
  }

  private static Type<URI> urlType(String schemes, String example) {
    return new Type<>(
        text -> URI.create(text.replaceAll("/+$", "")),
        uri -> uri.getScheme() != null && hasHost(uri) && uri.getScheme().matches(schemes),
        "URL, e.g. " + example,
        "has the wrong scheme or no host",
        "set a full URL, for example " + example);
  }

  /** Containers have names with an underscore, which Java does not take for a host's. */
  private static boolean hasHost(URI uri) {
    return uri.getHost() != null
        || (uri.getAuthority() != null && uri.getAuthority().matches("[A-Za-z0-9._-]+(:\\d+)?"));
  }

  /** A path without a default. */
  public static Setting<Path> path(String name) {
    return of(name, new Type<>(Path::of, _ -> true, "path", "set a path"), null, "");
  }

  /** A path. */
  public static Setting<Path> path(String name, String defaultValue) {
    return of(
        name,
        new Type<>(Path::of, _ -> true, "path", "set a path"),
        Path.of(defaultValue),
        defaultValue);
  }

  /** What the setting does, with agent and unit: a sentence or two. */
  public Setting<T> meaning(String meaning) {
    return with(reference.meaning(meaning));
  }

  /** When an operator changes it. */
  public Setting<T> reason(String reason) {
    return with(reference.reason(reason));
  }

  /** What the reference shows as the default, where it is computed or long. */
  public Setting<T> defaultShown(String defaultText) {
    return with(reference.defaultText(defaultText));
  }

  /** Who reads it. */
  public Setting<T> readBy(Component first, Component... more) {
    return with(reference.readers(EnumSet.of(first, more)));
  }

  /** Every component reads it. */
  public Setting<T> readByAll() {
    return with(reference.readers(EnumSet.allOf(Component.class)));
  }

  /** The gateway, the four workers and the simulator read it. */
  public Setting<T> readByAllButTheBroker() {
    return with(reference.readers(EnumSet.complementOf(EnumSet.of(Component.BROKER))));
  }

  /** The gateway and the four workers read it. */
  public Setting<T> readByEveryService() {
    return with(reference.readers(SERVICES));
  }

  public String name() {
    return name;
  }

  /** Which values are valid. */
  public String values() {
    return type.values;
  }

  /** The default as the reference shows it; empty if there is none. */
  public String defaultText() {
    return reference.defaultText;
  }

  /** True if {@link #defaultText} describes the default and is not its value. */
  public boolean defaultIsDescribed() {
    return reference.described;
  }

  /** The unit of a number, by the end of its name: {@code ms}, {@code hours}, … or nothing. */
  public String unit() {
    return name.matches(".*(_MS|[a-z]Ms)") ? "ms" : name.endsWith("_HOURS") ? "hours" : "";
  }

  public String meaning() {
    return reference.meaning;
  }

  public String reason() {
    return reference.reason;
  }

  public Set<Component> readers() {
    return Set.copyOf(reference.readers);
  }

  public boolean isSecret() {
    return secret;
  }

  Optional<T> defaultValue() {
    return Optional.ofNullable(defaultValue);
  }

  /**
   * The value that {@code text} stands for.
   *
   * @throws InvalidSetting if it is not valid; never with the value, which may be a secret
   */
  T parse(String text) {
    T value;
    try {
      value = type.parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidSetting(name, "cannot be read", type.cure);
    }
    if (!type.valid.test(value)) {
      throw new InvalidSetting(name, type.wrong, type.cure);
    }
    return value;
  }

  @Override
  public String toString() {
    return name;
  }
}
