// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import dev.trunkline.cli.broker.FreePort;
import dev.trunkline.cli.stack.LoopbackSettings;
import dev.trunkline.runtime.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stack of a compose file, two of every service, as a project of its own. */
final class ComposeFleet extends Fleet {
  private static final Logger log = LoggerFactory.getLogger(ComposeFleet.class);
  private static final String PROJECT = "trunkline-chaos";
  private static final int GATEWAY_PORT = 8080;
  private static final int KAFKA_PORT = 9094;
  private static final int SIMULATOR_PORT = 8090;
  private static final ReadinessProbe AT_ONCE = () -> true;

  private final List<String> compose;
  private final Map<String, String> told = new HashMap<>(QUIET);
  private final Path logs;
  private final Path assistants;
  private final Settings settings;
  private final List<ServiceInstance> instances = new ArrayList<>();

  private ComposeFleet(Settings environment, Path file, Path logs) throws IOException {
    this.logs = logs;
    Files.createDirectories(logs);
    compose = List.of("-f", file.toString(), "-p", PROJECT, "--profile", "sim");
    int kafka = FreePort.find();
    assistants = file.toAbsolutePath().resolveSibling("config").resolve("chaos-assistants.yaml");
    Files.writeString(assistants, ASSISTANTS);
    told.put("ASSISTANTS_FILE", "config/" + assistants.getFileName());
    settings =
        LoopbackSettings.connected(environment, "localhost:" + kafka, door.port())
            .with(Map.of("ASSISTANTS_FILE", assistants.toString()));
    told.put("SIM_ENGINES", "oracle");
    told.put("KAFKA_PORT", String.valueOf(kafka));
    for (String name : List.of("GATEWAY_PUBLIC_URL", "TWILIO_AUTH_TOKEN")) {
      told.put(name, settings.variable(name).orElse(""));
    }
    environment
        .variable("GATEWAY_MAX_CALLS")
        .ifPresent(places -> told.put("GATEWAY_MAX_CALLS", places));
  }

  /**
   * Starts all of them from images that are there or are built.
   *
   * @param logs takes what everybody said
   */
  static ComposeFleet start(Settings environment, Path file, Path logs)
      throws IOException, InterruptedException, TimeoutException {
    var fleet = new ComposeFleet(environment, file, logs);
    try {
      fleet.up();
      fleet.awaitReady();
      return fleet;
    } catch (IOException | InterruptedException | TimeoutException | RuntimeException e) {
      fleet.close();
      throw e;
    }
  }

  private void up() throws IOException, InterruptedException {
    var up = new ArrayList<>(List.of("up", "-d"));
    for (String worker : WORKERS) {
      up.addAll(List.of("--scale", worker + "=" + EACH));
    }
    up.addAll(List.of("--scale", GATEWAY + "=" + EACH));
    compose(up);
    add("kafka", BROKER, KAFKA_PORT, ReadinessProbe.ofBroker(kafka()));
    for (String worker : WORKERS) {
      add(worker, worker, 0, AT_ONCE);
    }
    add(GATEWAY, GATEWAY, GATEWAY_PORT, this::leadToGateways);
  }

  private void add(String name, String service, int port, ReadinessProbe readiness)
      throws IOException, InterruptedException {
    for (String id : compose(List.of("ps", "-q", name)).lines().toList()) {
      instances.add(new ContainerInstance(id, service, port, readiness));
    }
  }

  /** A gateway that was started again is at another port. */
  private boolean leadToGateways() throws InterruptedException {
    var ports = new ArrayList<Integer>();
    for (ServiceInstance gateway : of(GATEWAY)) {
      try {
        ports.add(gateway.port());
      } catch (IOException e) {
        log.atDebug().setCause(e).log("a gateway is down");
      }
    }
    door.leadTo(ports.toArray(Integer[]::new));
    return !ports.isEmpty();
  }

  @Override
  List<ServiceInstance> instances() {
    return List.copyOf(instances);
  }

  @Override
  Settings settings() {
    return settings;
  }

  /** Images have their caches already. */
  @Override
  void trained() {}

  /** In the containers' own network, which is open to this machine. */
  @Override
  URI standIns() {
    try {
      String id = compose(List.of("ps", "-q", "simulator"));
      String address =
          Docker.docker(
              "inspect", "-f", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", id);
      return URI.create("http://" + address + ":" + SIMULATOR_PORT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private String compose(List<String> what) throws IOException, InterruptedException {
    var arguments = new ArrayList<>(compose);
    arguments.addAll(what);
    return Docker.compose(arguments, told);
  }

  @Override
  public void close() {
    try {
      Files.writeString(logs.resolve("compose.log"), compose(List.of("logs", "--no-color")));
      compose(List.of("down", "-v"));
      Files.deleteIfExists(assistants);
    } catch (IOException e) {
      log.atWarn().setCause(e).log("the containers are not all gone");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    super.close();
  }
}
