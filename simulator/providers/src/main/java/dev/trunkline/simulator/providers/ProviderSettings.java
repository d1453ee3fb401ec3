// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers;

import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.simulator.providers.chat.ChatSettings;
import dev.trunkline.simulator.providers.scribe.ScribeSettings;
import dev.trunkline.simulator.providers.speech.TtsSettings;
import java.util.Set;

/**
 * The simulated providers' settings.
 *
 * @param port to listen on, 0 for a free one ({@code SIMULATOR_PORT}, 8090)
 * @param keys the good API keys; if empty, every key but the empty one ({@code SIMULATOR_KEYS})
 * @param journalEntries kept at most ({@code SIMULATOR_JOURNAL_ENTRIES}, 20000)
 */
public record ProviderSettings(
    int port,
    Set<String> keys,
    int journalEntries,
    ScribeSettings scribe,
    TtsSettings speech,
    ChatSettings chat) {
  /** The default port of the simulator. */
  public static final int DEFAULT_PORT = 8090;

  public ProviderSettings {
    keys = Set.copyOf(keys);
  }

  /**
   * Reads the {@code SIMULATOR_*}, {@code SCRIBE_*}, {@code TTS_*} and {@code CHAT_*} variables.
   */
  public static ProviderSettings from(Settings settings) {
    return new ProviderSettings(
        settings.integer("SIMULATOR_PORT", DEFAULT_PORT, 0, 65_535),
        settings
            .text("SIMULATOR_KEYS")
            .map(keys -> Set.of(keys.split("\\s*,\\s*")))
            .orElse(Set.of()),
        settings.integer("SIMULATOR_JOURNAL_ENTRIES", 20_000, 1, 10_000_000),
        ScribeSettings.from(settings),
        TtsSettings.from(settings),
        ChatSettings.from(settings));
  }
}
