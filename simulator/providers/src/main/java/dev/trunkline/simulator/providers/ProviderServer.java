// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers;

import dev.trunkline.runtime.service.BoundedShutdown;
import dev.trunkline.runtime.service.Health;
import dev.trunkline.runtime.service.HealthServer;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.simulator.providers.chat.ChatEndpoint;
import dev.trunkline.simulator.providers.chat.ChatModel;
import dev.trunkline.simulator.providers.chat.ChatSettings;
import dev.trunkline.simulator.providers.chat.assistant.CustomerService;
import dev.trunkline.simulator.providers.fault.FaultController;
import dev.trunkline.simulator.providers.fault.Provider;
import dev.trunkline.simulator.providers.scribe.ScribeEndpoint;
import dev.trunkline.simulator.providers.speech.SpeechEndpoint;
import dev.trunkline.simulator.providers.wire.ApiKeys;
import dev.trunkline.simulator.providers.wire.Journal;
import dev.trunkline.simulator.providers.wire.Json;
import dev.trunkline.simulator.speech.Recognizer;
import dev.trunkline.simulator.speech.SpeechEngines;
import dev.trunkline.simulator.speech.Synthesizer;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * ElevenLabs and OpenAI on one port. The base URL is {@code http://host:port} for the former and
 * {@code http://host:port/v1} for the latter. Beside them: {@code /sim/faults}, {@code
 * /sim/journal}, {@code /health}, {@code /health/live} and {@code /metrics}.
 */
public final class ProviderServer implements AutoCloseable {
  /** The largest HTTP request: 128,000 tokens of conversation fit in. */
  private static final long MAX_REQUEST_BYTES = 4L * 1024 * 1024;

  private static final Duration END_WAIT = Duration.ofSeconds(5);

  private final ProviderSettings settings;
  private final Journal journal;
  private final FaultController faults = new FaultController();
  private final ApiKeys keys;
  private final ScribeEndpoint scribe;
  private final SpeechEndpoint speech;
  private final ChatEndpoint chat;
  private final JournalEndpoint journalEndpoint;
  private final Javalin javalin;

  /** A server that does not listen yet, with what {@code settings} say and the shop's assistant. */
  public ProviderServer(Settings settings, SpeechEngines engines) {
    this(
        ProviderSettings.from(settings),
        engines.recognizer(),
        engines.synthesizer(),
        CustomerService.of(ChatSettings.from(settings)),
        InstantSource.system(),
        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  }

  /**
   * A server that does not listen yet.
   *
   * @param meters what {@code GET /metrics} shows
   */
  public ProviderServer(
      ProviderSettings settings,
      Recognizer recognizer,
      Synthesizer synthesizer,
      ChatModel model,
      InstantSource clock,
      PrometheusMeterRegistry meters) {
    this.settings = settings;
    journal = new Journal(settings.journalEntries(), clock);
    keys = new ApiKeys(settings.keys(), System::nanoTime);
    scribe =
        new ScribeEndpoint(
            settings.scribe(), recognizer, keys, faults.of(Provider.SCRIBE), journal);
    speech =
        new SpeechEndpoint(settings.speech(), synthesizer, keys, faults.of(Provider.TTS), journal);
    chat = new ChatEndpoint(settings.chat(), model, keys, faults.of(Provider.CHAT), journal, clock);
    journalEndpoint = new JournalEndpoint(journal);
    meters.gauge("simulator.scribe.sessions", scribe.sockets(), sockets -> sockets.open());
    meters.gauge("simulator.scribe.dropped", scribe.sockets(), sockets -> sockets.dropped());
    meters.gauge("simulator.tts.sockets", speech, SpeechEndpoint::open);
    javalin =
        Javalin.create(config -> {
          configure(config);
          mount(config.routes, meters);
        });
  }

  /**
   * Listens.
   *
   * @throws InvalidSetting if the port is in use
   */
  public void start() {
    try {
      javalin.start();
    } catch (JavalinBindException e) {
      throw new InvalidSetting(
          ProviderSettings.PORT.name(),
          "names port " + settings.port() + ", which is in use",
          "set another");
    }
  }

  /** The port it listens on. */
  public int port() {
    return javalin.port();
  }

  /** What clients did so far. */
  public Journal journal() {
    return journal;
  }

  /** What may go wrong. */
  public FaultController faults() {
    return faults;
  }

  /** How it is. */
  public Health health() {
    return new Health(
        true, true, Map.of("scribeSessions", scribe.sockets().open(), "ttsSockets", speech.open()));
  }

  @Override
  public void close() {
    scribe.sockets().closeAll();
    speech.close();
    BoundedShutdown.run("http", END_WAIT, javalin::stop);
  }

  private void configure(JavalinConfig config) {
    config.jetty.host = settings.bindAddress();
    config.jetty.port = settings.port();
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.concurrency.useVirtualThreads = true;
    config.http.maxRequestSize = MAX_REQUEST_BYTES;
    // A stream that is compressed is a stream that is held back.
    config.http.compressionStrategy = CompressionStrategy.NONE;
  }

  private void mount(RoutesConfig routes, PrometheusMeterRegistry meters) {
    routes.wsBeforeUpgrade("/v1/speech-to-text/realtime", scribe::upgrade);
    routes.ws("/v1/speech-to-text/realtime", scribe.sockets()::mount);
    routes.post("/v1/single-use-token/{type}", this::token);
    speech.mount(routes);
    routes.post("/v1/chat/completions", chat::completions);
    routes.get("/v1/models", chat::models);
    routes.get("/v1/models/{model}", chat::oneModel);
    routes.get("/sim/faults", faults::getAll);
    routes.put("/sim/faults", faults::putAll);
    routes.delete("/sim/faults", faults::deleteAll);
    routes.get("/sim/faults/{provider}", faults::get);
    routes.put("/sim/faults/{provider}", faults::put);
    routes.post("/sim/faults/{provider}", faults::post);
    routes.delete("/sim/faults/{provider}", faults::delete);
    routes.get("/sim/journal", journalEndpoint::get);
    routes.delete("/sim/journal", journalEndpoint::delete);
    routes.get("/health", context -> json(context, 200, HealthServer.json(health())));
    routes.get("/health/live", context -> json(context, 200, HealthServer.json(health())));
    routes.get(
        "/metrics",
        context -> context.contentType("text/plain; version=0.0.4").result(meters.scrape()));
  }

  private void token(Context context) {
    if (keys.accepts(context.header("xi-api-key"))) {
      String token = keys.issue(context.pathParam("type"));
      json(context, 200, Json.text(Json.object().put("token", token)));
    } else {
      var body = Json.object();
      body.putObject("detail").put("status", "invalid_api_key").put("message", "Invalid API key");
      json(context, 401, Json.text(body));
    }
  }

  private static void json(Context context, int status, String body) {
    context.status(status).contentType("application/json").result(body);
  }
}
