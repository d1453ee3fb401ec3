// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers;

import dev.trunkline.runtime.service.Health;
import dev.trunkline.runtime.service.Service;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.simulator.providers.chat.assistant.CustomerService;
import dev.trunkline.simulator.speech.SpeechEngines;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The simulated providers with their engines. Listens once the engines are warm, so a client never
 * meets one that cannot answer. Needs no Kafka.
 */
public final class SimulatorService implements Service {
  private static final Logger log = LoggerFactory.getLogger(SimulatorService.class);

  private final Settings settings;
  private final PrometheusMeterRegistry meters;
  private volatile @Nullable ProviderServer server;
  private volatile @Nullable SpeechEngines engines;

  /** A service that does nothing yet; {@link #start} reports every invalid setting. */
  public SimulatorService(Settings settings, PrometheusMeterRegistry meters) {
    this.settings = settings;
    this.meters = meters;
  }

  @Override
  public String name() {
    return "simulator";
  }

  @Override
  public void start() {
    ProviderSettings providers = ProviderSettings.from(settings);
    SpeechEngines loaded = SpeechEngines.of(settings);
    engines = loaded;
    var started =
        new ProviderServer(
            providers,
            loaded.recognizer(),
            loaded.synthesizer(),
            CustomerService.of(providers.chat()),
            InstantSource.system(),
            meters);
    started.start();
    server = started;
    log.atInfo()
        .addKeyValue("port", started.port())
        .addKeyValue("recognizer", loaded.recognizer().name())
        .addKeyValue("synthesizer", loaded.synthesizer().name())
        .log("simulated providers listen");
  }

  @Override
  public Health health() {
    ProviderServer running = server;
    return running == null ? new Health(true, false, Map.of()) : running.health();
  }

  @Override
  public void close() {
    ProviderServer running = server;
    if (running != null) {
      running.close();
    }
    SpeechEngines loaded = engines;
    if (loaded != null) {
      loaded.close();
    }
  }
}
