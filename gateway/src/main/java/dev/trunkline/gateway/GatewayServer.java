// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import dev.trunkline.events.GatewayCommand;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.gateway.call.Arrivals;
import dev.trunkline.gateway.call.CallEnder;
import dev.trunkline.gateway.call.CallLog;
import dev.trunkline.gateway.call.CallRedirector;
import dev.trunkline.gateway.call.Calls;
import dev.trunkline.gateway.cover.GapCover;
import dev.trunkline.gateway.load.Overload;
import dev.trunkline.gateway.media.MediaEndpoint;
import dev.trunkline.gateway.metrics.GatewayMeters;
import dev.trunkline.gateway.rest.TwilioRest;
import dev.trunkline.gateway.webhook.Admission;
import dev.trunkline.gateway.webhook.PublicUrls;
import dev.trunkline.gateway.webhook.SignatureCheck;
import dev.trunkline.gateway.webhook.SignedForms;
import dev.trunkline.gateway.webhook.StatusEndpoint;
import dev.trunkline.gateway.webhook.StreamTokens;
import dev.trunkline.gateway.webhook.TwilioRedirector;
import dev.trunkline.gateway.webhook.TwimlEndpoint;
import dev.trunkline.runtime.service.Health;
import dev.trunkline.runtime.service.Patiently;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway without Kafka: what Twilio sees, the calls, and the ticker that plays to them. */
final class GatewayServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(GatewayServer.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final Duration END_WAIT = Duration.ofSeconds(10);
  private static final Duration TICK = Duration.ofMillis(20);
  private static final long LOAD_CHECK_MS = 250;
  private static final long IDLE_CHECK_MS = 1_000;
  private static final CallEnder NO_REST = callSid -> false;
  private static final CallRedirector NO_REDIRECTS = new NoRedirects();

  /** Without the account's number and token Twilio cannot be asked. */
  private record NoRedirects() implements CallRedirector {
    @Override
    public boolean transfer(String callSid, String number, Duration ring, String webhook) {
      return false;
    }

    @Override
    public boolean sayAndHangUp(String callSid, String text) {
      return false;
    }

    @Override
    public boolean sendDigits(String callSid, String digits, String webhook) {
      return false;
    }
  }

  private final GatewaySettings settings;
  private final ScheduledExecutorService ticker = scheduler("gateway-ticker");
  private final ScheduledExecutorService timers = scheduler("gateway-timers");
  private final @Nullable TwilioRest rest;
  private final Calls calls;
  private final Overload overload;
  private final Admission admission;
  private final MediaEndpoint media;
  private final GatewayHttp http;

  /**
   * @param events where everything that happens is written
   * @param health how the whole service is
   * @param cover what is said when a stage has nobody
   */
  GatewayServer(
      GatewaySettings settings,
      CallLog events,
      Supplier<Health> health,
      GapCover cover,
      PrometheusMeterRegistry meters,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.settings = settings;
    this.rest =
        settings
            .account()
            .map(a -> new TwilioRest(a.baseUrl(), a.sid(), a.authToken()))
            .orElse(null);
    var gatewayMeters = new GatewayMeters(meters);
    this.calls =
        new Calls(
            settings.calls(),
            events,
            rest == null ? NO_REST : rest,
            rest == null
                ? NO_REDIRECTS
                : new TwilioRedirector(rest, settings.messages().voice(), clock),
            cover,
            nanoTime,
            clock,
            timers,
            gatewayMeters);
    gatewayMeters.showSessions(calls::sessions, settings.mostCalls());
    gatewayMeters.showQueued(calls::queuedSeconds);
    this.overload = new Overload(settings.load(), TICK, Overload.cpu(), nanoTime);
    gatewayMeters.showLoad(overload::cpuLoad, overload::lagSeconds);
    this.admission =
        new Admission(
            settings.id(),
            settings.mostCalls(),
            calls::callSids,
            overload::reason,
            gatewayMeters::refused,
            ticket ->
                events.command(
                    new GatewayCommand.ReleasePlace(ticket.callSid(), clock.millis()),
                    ReturnAddress.ofGateway(ticket.keeper())),
            nanoTime);
    var urls = new PublicUrls(settings.publicUrl(), settings.streamUrl());
    var signatures = new SignatureCheck(settings.authTokens(), urls);
    var tokens = new StreamTokens(settings.tokenSecret(), clock, new SecureRandom());
    var forms = new SignedForms(signatures);
    var status = new StatusEndpoint(forms, calls.ends(), gatewayMeters);
    var twiml =
        new TwimlEndpoint(
            forms, urls, tokens, admission, calls, settings.messages(), clock, gatewayMeters);
    this.media =
        new MediaEndpoint(
            settings.media(),
            signatures,
            urls,
            tokens,
            admission,
            calls,
            events,
            nanoTime,
            timers,
            gatewayMeters);
    this.http =
        new GatewayHttp(
            settings.port(), settings.requestIdle(), twiml, status, media, health, meters);
  }

  /** What comes in on the gateway's topic goes here. */
  Arrivals arrivals() {
    return new Incoming(calls, admission);
  }

  /** How many calls have an open stream. */
  int sessions() {
    return calls.sessions();
  }

  /** Listens and takes calls. */
  void start() {
    warn();
    http.start();
    var _ = ticker.scheduleAtFixedRate(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    var _ =
        timers.scheduleAtFixedRate(
            overload::lookAtCpu, LOAD_CHECK_MS, LOAD_CHECK_MS, TimeUnit.MILLISECONDS);
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

  /** While Kafka is not there, new calls hear that the lines are busy. From any thread. */
  void admitWhileKafka(boolean isThere) {
    admission.setServed(isThere);
  }

  /** Takes no new calls. */
  void stopAdmitting() {
    admission.setOpen(false);
  }

  /**
   * Takes no new calls and waits for the end of those in hand. Calls that take longer than they may
   * are left to another gateway; those that come back to this one are told goodbye.
   */
  void drain() {
    stopAdmitting();
    http.closeIdleConnections();
    GatewaySettings.Drain drain = settings.drain();
    log.atInfo().addKeyValue("calls", calls.size()).log("gateway drains");
    awaitUntil(() -> !admission.isExpecting(), drain.handOver());
    awaitUntil(() -> calls.size() == 0, drain.patience());
    if (calls.size() > 0) {
      log.atInfo().addKeyValue("calls", calls.size()).log("calls are handed over");
      calls.handOver();
      awaitUntil(() -> calls.size() == 0, drain.handOver());
    }
  }

  /** Stops listening. Calls still in hand lose their streams. */
  @Override
  public void close() {
    stopAdmitting();
    calls.handOver();
    Patiently.end("http", END_WAIT, http::stop);
    ticker.shutdownNow();
    timers.shutdownNow();
    if (rest != null) {
      rest.close();
    }
  }

  private static void awaitUntil(BooleanSupplier condition, Duration patience) {
    long begun = System.nanoTime();
    while (!condition.getAsBoolean() && System.nanoTime() - begun < patience.toNanos()) {
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  private void warn() {
    if (settings.authTokens().isEmpty()) {
      log.atWarn()
          .log(
              "TWILIO_AUTH_TOKEN IS NOT SET: anybody who finds this address can place calls;"
                  + " set it so that only Twilio's signed requests are answered");
    } else if (settings.publicUrl() == null && settings.streamUrl() == null) {
      log.atWarn()
          .log(
              "neither PUBLIC_URL nor TWILIO_STREAM_URL is set: signatures are checked against the"
                  + " host that each request names");
    }
  }

  private static ScheduledExecutorService scheduler(String name) {
    var scheduler =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name(name).factory());
    scheduler.setRemoveOnCancelPolicy(true);
    return scheduler;
  }
}
