// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.stack;

import dev.trunkline.dialog.DialogService;
import dev.trunkline.gateway.GatewayService;
import dev.trunkline.gateway.Unsigned;
import dev.trunkline.runtime.service.Health;
import dev.trunkline.runtime.service.Service;
import dev.trunkline.runtime.service.ServiceContext;
import dev.trunkline.runtime.service.ServiceMain;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.stt.SttService;
import dev.trunkline.tts.TtsService;
import dev.trunkline.vad.VadService;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The gateway and the four workers in one JVM, over the cluster the settings name. */
public final class ServicesInOneJvm implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final List<Service> services = new ArrayList<>();
  private final GatewayService gateway;

  private ServicesInOneJvm(Function<String, Settings> settings) {
    PrometheusMeterRegistry meters = ServiceMain.newRegistry();
    Function<String, ServiceContext> context =
        service -> ServiceContext.of(settings.apply(service), meters);
    // It knows the most of the assistants' file, so it finds all that is wrong there.
    var dialog = new DialogService(context.apply("dialog-worker"));
    services.add(new VadService(context.apply("vad-worker")));
    services.add(new SttService(context.apply("stt-worker")));
    services.add(dialog);
    services.add(new TtsService(context.apply("tts-worker")));
    gateway = new GatewayService(context.apply("gateway"), meters);
    services.add(gateway);
    services.forEach(service -> ServiceMain.registerReadiness(service, meters));
  }

  /**
   * Has all services read their settings, without the broker and the keys that are filled in later,
   * so that a wrong one is found before anything starts.
   *
   * @throws dev.trunkline.runtime.settings.InvalidSetting if one of them could not run as
   *     configured
   */
  public static void check(Settings settings) {
    Map<String, String> filled = new HashMap<>();
    for (String later :
        List.of("KAFKA_BOOTSTRAP_SERVERS", "OPENAI_API_KEY", "ELEVENLABS_API_KEY")) {
      if (settings.variable(later).isEmpty()) {
        filled.put(later, "localhost:9092");
      }
    }
    Unsigned.check(settings);
    Settings complete = settings.with(filled).with(Map.of("GATEWAY_ALLOW_UNSIGNED", "true"));
    var _ = new ServicesInOneJvm(_ -> complete);
  }

  /**
   * Starts all services and returns when they are ready for calls.
   *
   * @throws dev.trunkline.runtime.settings.InvalidSetting if one of them cannot run as configured
   * @throws IllegalStateException if one is not ready within a minute
   */
  public static ServicesInOneJvm start(Settings settings) {
    return start(service -> settings);
  }

  /** The same with settings for every service, by its name. */
  public static ServicesInOneJvm start(Function<String, Settings> settings) {
    var deployment = new ServicesInOneJvm(settings);
    try {
      deployment.services.forEach(Service::start);
      deployment.awaitReady();
      return deployment;
    } catch (RuntimeException e) {
      deployment.close();
      throw e;
    }
  }

  /** The port of {@code /twiml} and {@code /media}. */
  public int port() {
    return gateway.port();
  }

  /** How the services are, by their names. */
  public Map<String, Health> health() {
    return services.stream().collect(Collectors.toMap(Service::name, Service::health));
  }

  /** Stops one service and leaves its work to the others of the cluster. */
  public void stop(String name) {
    services.stream().filter(service -> service.name().equals(name)).forEach(Service::close);
  }

  private void awaitReady() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (Service service : services) {
      while (!service.health().ready()) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(service.name() + " is not ready: " + service.health());
        }
        LockSupport.parkNanos(LOOK_EVERY.toNanos());
      }
    }
  }

  @Override
  public void close() {
    for (Service service : services.reversed()) {
      service.close();
    }
  }
}
