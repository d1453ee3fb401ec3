// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import dev.trunkline.events.GatewayCommand.ReleasePlace;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.gateway.admission.Admission;
import dev.trunkline.gateway.admission.Overload;
import dev.trunkline.gateway.call.CallControl;
import dev.trunkline.gateway.call.CallEventSink;
import dev.trunkline.gateway.call.Calls;
import dev.trunkline.gateway.call.EndReports;
import dev.trunkline.gateway.http.WebServer;
import dev.trunkline.gateway.kafka.GatewayTopicSink;
import dev.trunkline.gateway.outage.OutageAnnouncer;
import dev.trunkline.gateway.playout.Clocks;
import dev.trunkline.gateway.twilio.media.MediaEndpoint;
import dev.trunkline.gateway.twilio.rest.TwilioRestClient;
import dev.trunkline.gateway.twilio.webhook.PublicUrls;
import dev.trunkline.gateway.twilio.webhook.SignatureCheck;
import dev.trunkline.gateway.twilio.webhook.SignedRequestReader;
import dev.trunkline.gateway.twilio.webhook.StatusEndpoint;
import dev.trunkline.gateway.twilio.webhook.StreamAuthorization;
import dev.trunkline.gateway.twilio.webhook.StreamTokens;
import dev.trunkline.gateway.twilio.webhook.StreamTwiml;
import dev.trunkline.gateway.twilio.webhook.TwilioCallControl;
import dev.trunkline.gateway.twilio.webhook.TwimlEndpoint;
import dev.trunkline.runtime.service.BoundedShutdown;
import dev.trunkline.runtime.service.Health;
import io.javalin.config.JavalinConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway without Kafka: its HTTP server, the calls, and the ticker that sends speech to them.
 */
final class GatewayServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(GatewayServer.class);
  private static final Duration DRAIN_CHECK_INTERVAL = Duration.ofMillis(50);
  private static final Duration HTTP_STOP_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration TICK = Duration.ofMillis(20);
  private static final long CPU_CHECK_MS = 250;
  private static final long IDLE_CHECK_MS = 1_000;

  private final GatewaySettings settings;
  private final ScheduledExecutorService ticker = scheduler("gateway-ticker");
  private final ScheduledExecutorService timers = scheduler("gateway-timers");
  private final @Nullable TwilioRestClient rest;
  private final Calls calls;
  private final Overload overload;
  private final Admission admission;
  private final MediaEndpoint media;
  private final WebServer http;

  /**
   * @param events receives everything that happens to calls
   * @param health of the whole service
   */
  GatewayServer(
      GatewaySettings settings,
      CallEventSink events,
      OutageAnnouncer announcer,
      Supplier<Health> health,
      PrometheusMeterRegistry registry,
      InstantSource clock) {
    this.settings = settings;
    var metrics = new GatewayMetrics(registry);
    this.rest =
        settings
            .account()
            .map(a -> new TwilioRestClient(a.baseUrl(), a.sid(), a.authToken()))
            .orElse(null);
    CallControl control =
        rest == null
            ? CallControl.unavailable()
            : new TwilioCallControl(rest, settings.messages().voice(), clock);
    this.calls =
        new Calls(
            settings.calls(),
            new Calls.Ports(events, control, settings.redirects(), announcer),
            new Clocks(System::nanoTime, clock),
            timers,
            metrics.calls());
    this.overload = new Overload(settings.load(), TICK, Overload.cpu(), System::nanoTime);
    this.admission =
        new Admission(
            new Admission.Limits(settings.id(), settings.mostCalls()),
            new Admission.Load(calls::callSids, overload::reason),
            new Admission.Reports(
                metrics::rejected,
                ticket ->
                    events.command(
                        new ReleasePlace(ticket.callSid(), clock.millis()),
                        ReturnAddress.ofGateway(ticket.reservedAt()))),
            System::nanoTime);
    metrics.show(calls, settings.mostCalls());
    metrics.show(overload);
    var urls = new PublicUrls(settings.publicUrl(), settings.streamUrl());
    var signatures = new SignatureCheck(settings.authTokens(), urls);
    var tokens = new StreamTokens(settings.tokenSecret(), clock, new SecureRandom());
    this.media =
        new MediaEndpoint(
            settings.media(),
            new StreamAuthorization(signatures, urls, tokens, admission, metrics.webhooks()),
            calls,
            System::nanoTime,
            timers,
            metrics.media());
    var requests = new SignedRequestReader(signatures);
    var twiml =
        new TwimlEndpoint(
            requests,
            new StreamTwiml(urls, tokens, clock),
            admission,
            calls,
            settings.messages(),
            metrics.webhooks());
    var status =
        new StatusEndpoint(requests, new EndReports(calls, events, clock), metrics.webhooks());
    var healthRoutes = new HealthRoutes(health, registry);
    this.http =
        new WebServer(
            settings.bindAddress(),
            settings.port(),
            settings.requestIdle(),
            settings.media().webSocket(),
            config -> {
              addTwilioRoutes(config, twiml, status, media);
              healthRoutes.addTo(config);
            });
  }

  private static void addTwilioRoutes(
      JavalinConfig config, TwimlEndpoint twiml, StatusEndpoint status, MediaEndpoint media) {
    config.routes.post(PublicUrls.WEBHOOK_PATH, twiml::handle);
    config.routes.post(PublicUrls.STATUS_PATH, status::handle);
    config.routes.wsBeforeUpgrade(PublicUrls.MEDIA_PATH, media::beforeUpgrade);
    config.routes.ws(PublicUrls.MEDIA_PATH, media::configure);
  }

  /** Handles the records of the gateway's topic. */
  GatewayTopicSink topicSink() {
    return new GatewayTopicRouter(calls, admission);
  }

  /** How many calls have an open stream. */
  int sessions() {
    return calls.sessions();
  }

  /** Listens and admits calls. */
  void start() {
    warnAboutSettings();
    http.start();
    var _ = ticker.scheduleAtFixedRate(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    var _ =
        timers.scheduleAtFixedRate(
            overload::sampleCpu, CPU_CHECK_MS, CPU_CHECK_MS, TimeUnit.MILLISECONDS);
    var _ =
        timers.scheduleAtFixedRate(
            media::closeIdle, IDLE_CHECK_MS, IDLE_CHECK_MS, TimeUnit.MILLISECONDS);
    admission.setOpen(true);
  }

  private void tick() {
    overload.ticked();
    calls.tick();
  }

  /** The port it listens on. */
  int port() {
    return http.port();
  }

  /** While Kafka is unreachable, new calls hear that all lines are busy. Any thread. */
  void setKafkaConnected(boolean connected) {
    admission.setKafkaConnected(connected);
  }

  /** Stops admitting new calls. */
  void stopAdmitting() {
    admission.setOpen(false);
  }

  /**
   * Stops admitting calls and waits for those held to end. Calls that last longer than {@code
   * GATEWAY_DRAIN_MS} are handed over to another gateway; those that come back here hear a goodbye.
   */
  void drain() {
    stopAdmitting();
    http.closeIdleConnections();
    GatewaySettings.Drain drain = settings.drain();
    log.atInfo().addKeyValue("calls", calls.size()).log("gateway drains; no new calls admitted");
    awaitUntil(() -> !admission.hasReservations(), drain.handOver());
    awaitUntil(() -> calls.size() == 0, drain.patience());
    if (calls.size() > 0) {
      log.atInfo()
          .addKeyValue("calls", calls.size())
          .log("drain timed out; handing calls over to other gateways");
      calls.handOver();
      awaitUntil(() -> calls.size() == 0, drain.handOver());
    }
  }

  /** Stops listening. Calls still held lose their streams. */
  @Override
  public void close() {
    stopAdmitting();
    calls.handOver();
    BoundedShutdown.run("http", HTTP_STOP_TIMEOUT, http::stop);
    ticker.shutdownNow();
    timers.shutdownNow();
    if (rest != null) {
      rest.close();
    }
  }

  private static void awaitUntil(BooleanSupplier condition, Duration timeout) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean() && System.nanoTime() - start < timeout.toNanos()) {
      LockSupport.parkNanos(DRAIN_CHECK_INTERVAL.toNanos());
    }
  }

  private void warnAboutSettings() {
    if (settings.authTokens().isEmpty()) {
      log.atWarn()
          .log(
              "TWILIO_AUTH_TOKEN is not set; Twilio's signature is not checked, so anyone who"
                  + " knows this address can place calls");
    } else if (settings.publicUrl() == null && settings.streamUrl() == null) {
      log.atWarn()
          .log(
              "neither GATEWAY_PUBLIC_URL nor TWILIO_STREAM_URL is set; signatures are checked"
                  + " against the Host header of each request");
    }
  }

  private static ScheduledExecutorService scheduler(String name) {
    var scheduler =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name(name).factory());
    scheduler.setRemoveOnCancelPolicy(true);
    return scheduler;
  }
}
