// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.settings;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

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
   * The settings of this process, without what Kubernetes and Docker add to the environment.
   *
   * @throws InvalidSetting if a name is not a setting but looks like one, if a secret's file cannot
   *     be read, or if the secret is set as well
   */
  public static Settings ofEnvironment() {
    return ofEnvironment(System.getenv());
  }

  static Settings ofEnvironment(Map<String, String> variables) {
    SettingNames.check(variables);
    SettingNames.checkEncoding(variables);
    var own = new HashMap<>(variables);
    own.entrySet().removeIf(it -> SettingNames.isInjected(it.getKey(), it.getValue()));
    return new Settings(SecretFiles.read(own));
  }

  /** These settings with {@code others} on top. */
  public Settings with(Map<String, String> others) {
    var merged = new TreeMap<>(values);
    merged.putAll(others);
    return new Settings(merged);
  }

  /** Of these settings, those that are named. */
  public Settings only(Setting<?>... settings) {
    var some = new TreeMap<>(values);
    some.keySet().retainAll(Arrays.stream(settings).map(Setting::name).toList());
    return new Settings(some);
  }

  /** All that is set. Holds secrets: not for printing. */
  public Map<String, String> values() {
    return Map.copyOf(values);
  }

  /** The variables whose values were read. */
  public Set<String> asked() {
    return Set.copyOf(asked);
  }

  /** The value of {@code setting}, or its default. It has one, or a value is required. */
  public <T> T get(Setting<T> setting) {
    return find(setting)
        .or(setting::defaultValue)
        .orElseThrow(() ->
            new InvalidSetting(
                setting.name(), "is not set", "set it; docs/configuration.md has it"));
  }

  /** The value of {@code setting} if it is set. */
  public <T> Optional<T> find(Setting<T> setting) {
    return value(setting).map(setting::parse);
  }

  /** True if {@code setting} has a value other than its default. */
  public boolean isSet(Setting<?> setting) {
    return value(setting).isPresent();
  }

  /** The value of {@code setting}, which must be set; {@code cure} says how to come by one. */
  public <T> T required(Setting<T> setting, String cure) {
    return find(setting).orElseThrow(() -> new InvalidSetting(setting.name(), "is not set", cure));
  }

  /**
   * A variable that is not a setting of Trunkline, such as a key that an assistant's tool needs.
   */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(values.get(name));
  }

  private Optional<String> value(Setting<?> setting) {
    asked.add(setting.name());
    return variable(setting.name());
  }
}
