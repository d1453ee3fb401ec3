// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers;

import dev.trunkline.runtime.settings.Component;
import dev.trunkline.runtime.settings.Setting;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.runtime.settings.SharedSettings;
import dev.trunkline.simulator.providers.chat.ChatSettings;
import dev.trunkline.simulator.providers.scribe.ScribeSettings;
import dev.trunkline.simulator.providers.speech.TtsSettings;
import java.util.Set;

/** The simulated providers' settings. */
public record ProviderSettings(
    String bindAddress,
    int port,
    Set<String> keys,
    int journalEntries,
    ScribeSettings scribe,
    TtsSettings speech,
    ChatSettings chat) {
  /** The default port of the simulator. */
  public static final int DEFAULT_PORT = 8090;

  static final Setting<Integer> PORT =
      Setting.integer("SIM_PORT", DEFAULT_PORT, 0, 65_535)
          .meaning("Port of the simulated providers, 0 for a free one.")
          .readBy(Component.SIMULATOR);

  static final Setting<String> KEYS =
      Setting.text("SIM_KEYS")
          .meaning(
              "The API keys that are accepted, with commas. Without it every key"
                  + " is, except an empty one.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> JOURNAL_ENTRIES =
      Setting.integer("SIM_JOURNAL_ENTRIES", 20_000, 1, 10_000_000)
          .meaning("How many requests the journal keeps.")
          .readBy(Component.SIMULATOR);

  public ProviderSettings {
    keys = Set.copyOf(keys);
  }

  /** Reads the settings. */
  public static ProviderSettings from(Settings settings) {
    return new ProviderSettings(
        settings.find(SharedSettings.BIND_ADDRESS).orElse(SharedSettings.LOOPBACK),
        settings.get(PORT),
        settings.find(KEYS).map(keys -> Set.of(keys.split("\\s*,\\s*"))).orElse(Set.of()),
        settings.get(JOURNAL_ENTRIES),
        ScribeSettings.from(settings),
        TtsSettings.from(settings),
        ChatSettings.from(settings));
  }
}
