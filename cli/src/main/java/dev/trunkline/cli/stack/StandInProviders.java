// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.stack;

import dev.trunkline.dialog.provider.OpenAiSettings;
import dev.trunkline.providers.ElevenLabsSettings;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.simulator.providers.ProviderServer;
import dev.trunkline.simulator.providers.fault.Provider;
import dev.trunkline.simulator.speech.SpeechEngines;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The local stand-ins for the providers that have no key, and the settings that lead to them. */
public final class StandInProviders implements AutoCloseable {
  private static final String KEY = "stand-in-key";

  private final SpeechEngines engines;
  private final ProviderServer server;

  private StandInProviders(SpeechEngines engines, ProviderServer server) {
    this.engines = engines;
    this.server = server;
  }

  /** Loads the engines and starts the stand-ins; takes some seconds. */
  public static StandInProviders start(Settings settings) {
    SpeechEngines engines = SpeechEngines.of(settings);
    var server =
        new ProviderServer(settings.with(Map.of("SIM_PORT", "0", "BIND_ADDRESS", "")), engines);
    server.start();
    return new StandInProviders(engines, server);
  }

  /** What listens and speaks. */
  public SpeechEngines engines() {
    return engines;
  }

  /** Every answer of every provider comes late by a time drawn from 0 to {@code atMostMs}. */
  public void scatter(long atMostMs, long seed) {
    for (Provider provider : Provider.values()) {
      server.faults().of(provider).scatter(atMostMs, seed + provider.key().hashCode());
    }
  }

  /**
   * By how many milliseconds a provider's answers came later than they were meant to, since this
   * was asked last.
   */
  public List<Double> lateness(Provider provider) {
    return server.faults().of(provider).lateness().drain();
  }

  /** True if {@code settings} leave a provider to a stand-in. */
  public static boolean areNeededBy(Settings settings) {
    return !settings.isSet(OpenAiSettings.API_KEY) || !settings.isSet(ElevenLabsSettings.API_KEY);
  }

  /** The settings with every provider that has no key replaced; says so in a line each. */
  public Settings fill(Settings settings, PrintStream out) {
    Map<String, String> with = new HashMap<>();
    String base = "http://127.0.0.1:" + server.port();
    if (!settings.isSet(ElevenLabsSettings.API_KEY)) {
      with.put("ELEVENLABS_API_KEY", KEY);
      with.put("ELEVENLABS_BASE_URL", base);
      out.println(
          "  ElevenLabs: ELEVENLABS_API_KEY is not set, so the local stand-in listens ("
              + engines.recognizer().name()
              + ") and speaks ("
              + engines.synthesizer().name()
              + ")");
    }
    if (!settings.isSet(OpenAiSettings.API_KEY)) {
      with.put("OPENAI_API_KEY", KEY);
      with.put("OPENAI_BASE_URL", base + "/v1");
      out.println(
          "  OpenAI: OPENAI_API_KEY is not set, so the local stand-in answers (a small set of"
              + " rules about a shop)");
    }
    return settings.with(with);
  }

  @Override
  public void close() {
    server.close();
    engines.close();
  }
}
