// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.service;

import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Setting;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.runtime.settings.SharedSettings;
import dev.trunkline.runtime.telemetry.Gauges;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Runs one service as a process of its own, until SIGTERM or until the service is no longer live:
 * then the process exits so that its supervisor restarts it.
 */
public final class ServiceMain {
  /** Exit code of a service that failed; a restart may help. */
  public static final int FAILED = 1;

  /** Exit code for a missing or invalid setting. */
  public static final int BAD_SETTING = 2;

  private static final Duration HEALTH_INTERVAL = Duration.ofSeconds(1);
  private static final Logger log = LoggerFactory.getLogger(ServiceMain.class);

  private ServiceMain() {}

  /**
   * Runs a worker until SIGTERM.
   *
   * @param healthPort where {@code /health} and {@code /metrics} are served
   */
  public static void runWorker(
      Setting<Integer> healthPort, Function<ServiceContext, Service> worker) {
    run((settings, meters) -> {
      ServiceContext context = ServiceContext.of(settings, meters);
      int port = settings.get(healthPort);
      Service service = worker.apply(context);
      var health =
          new HealthServer(
              healthPort.name(),
              settings.find(SharedSettings.BIND_ADDRESS).orElse(SharedSettings.LOOPBACK),
              port,
              service::health,
              meters);
      return new Launched(service, health::close);
    });
  }

  /** Runs a service that serves {@code /health} and {@code /metrics} on its own port. */
  public static void runServer(
      BiFunction<ServiceContext, PrometheusMeterRegistry, Service> server) {
    run((settings, meters) ->
        new Launched(server.apply(ServiceContext.of(settings, meters), meters), () -> {}));
  }

  /** As {@link #runServer}, for a service that does not use Kafka. */
  public static void runWithoutKafka(
      BiFunction<Settings, PrometheusMeterRegistry, Service> server) {
    run((settings, meters) -> new Launched(server.apply(settings, meters), () -> {}));
  }

  /** A registry with the metrics of the JVM and the process. */
  @SuppressWarnings("resource") // the GC listener lives as long as the process
  public static PrometheusMeterRegistry newRegistry() {
    var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(meters);
    new JvmThreadMetrics().bindTo(meters);
    new JvmGcMetrics().bindTo(meters);
    new ProcessorMetrics().bindTo(meters);
    new UptimeMetrics().bindTo(meters);
    return meters;
  }

  /** Registers whether {@code service} is ready, as its {@code /health} shows. */
  public static void registerReadiness(Service service, MeterRegistry meters) {
    Gauges.register(
        meters,
        "trunkline.ready",
        Tags.of("service", service.name()),
        () -> service.health().ready() ? 1 : 0);
  }

  private record Launched(Service service, Runnable alsoClose) {}

  private interface Assembly {
    Launched assemble(Settings settings, PrometheusMeterRegistry meters);
  }

  private static void run(Assembly assembly) {
    try {
      Settings settings = Settings.ofEnvironment();
      Logging.configure(settings);
      PrometheusMeterRegistry meters = newRegistry();
      Launched launched = assembly.assemble(settings, meters);
      registerReadiness(launched.service(), meters);
      var started = new AtomicBoolean();
      var stopping = new AtomicBoolean();
      var stopped = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform()
                  .name("shutdown")
                  .unstarted(() -> {
                    stopping.set(true);
                    launched.service().close();
                    launched.alsoClose().run();
                    if (started.get()) {
                      log.atInfo()
                          .addKeyValue("service", launched.service().name())
                          .log("service stopped");
                    }
                    stopped.countDown();
                  }));
      launched.service().start();
      started.set(true);
      log.atInfo().addKeyValue("service", launched.service().name()).log("service started");
      watch(launched.service(), stopping, stopped);
    } catch (InvalidSetting e) {
      System.err.println(e.getMessage());
      System.exit(BAD_SETTING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Logs changes of readiness until the service has stopped; exits the process if it is not live.
   */
  private static void watch(Service service, AtomicBoolean stopping, CountDownLatch stopped)
      throws InterruptedException {
    boolean wasReady = false;
    while (!stopped.await(HEALTH_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
      Health health = service.health();
      if (health.ready() != wasReady && !stopping.get()) {
        wasReady = health.ready();
        log.atLevel(wasReady ? Level.INFO : Level.WARN)
            .addKeyValue("service", service.name())
            .addKeyValue("health", health.details())
            .log(wasReady ? "service ready" : "service not ready; it takes no work until it is");
      }
      if (!health.live() && !stopping.get()) {
        log.atError()
            .addKeyValue("service", service.name())
            .log("service failed; exiting so that the supervisor restarts it");
        System.exit(FAILED);
      }
    }
  }
}
