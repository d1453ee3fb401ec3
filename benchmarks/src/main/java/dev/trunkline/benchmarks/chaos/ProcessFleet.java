// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import dev.trunkline.cli.broker.BrokerNode;
import dev.trunkline.cli.broker.FreePort;
import dev.trunkline.cli.stack.LoopbackSettings;
import dev.trunkline.cli.stack.StandInProviders;
import dev.trunkline.providers.ElevenLabsSettings;
import dev.trunkline.runtime.settings.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One of processes; the stand-ins are in this one. */
final class ProcessFleet extends Fleet {
  private static final String LOOPBACK = "127.0.0.1:";
  private static final String EVERYTHING = "run";

  private final List<ProcessInstance> instances = new ArrayList<>();
  private final StandInProviders standIns;
  private final Settings settings;
  private final Path caches;
  private final Path logs;
  private final List<String> behind;
  private @Nullable LoadBalancer line;

  private ProcessFleet(
      Settings environment, List<Integer> kafka, boolean slowLine, Path data, Path logs)
      throws IOException {
    this.caches = data.toAbsolutePath();
    this.logs = logs;
    Files.createDirectories(logs);
    // Asked once more, a model need not answer in the same words.
    var oracle = Map.of("SIM_ENGINES", "oracle", "SIM_CHAT_REWORDING", "0.5");
    standIns = StandInProviders.start(environment.with(oracle));
    behind = slowLine ? behindALine() : List.of();
    String clients = line == null ? withCommas(LOOPBACK, kafka) : LOOPBACK + line.port();
    settings =
        settings(environment, clients, kafka.size())
            .with(Map.of("ASSISTANTS_FILE", assistants(data).toString()));
  }

  /**
   * Starts all of them, which takes about half a minute on two cores.
   *
   * @param brokers how many there are in the cluster; every record is at three of them, or all
   * @param slowLine true if services must reach the single broker over {@link #toBroker}
   * @param training true if {@link #trained} will be called
   * @param data where brokers keep their topics, and services what they load from
   * @param logs takes what everybody says
   */
  static ProcessFleet start(
      Settings environment, int brokers, boolean slowLine, boolean training, Path data, Path logs)
      throws IOException, InterruptedException, TimeoutException {
    List<Integer> kafka = freePorts(brokers);
    var fleet = new ProcessFleet(environment, kafka, slowLine, data, logs);
    fleet.addBrokers(kafka, data);
    fleet.addServices();
    if (training) {
      fleet.firstOfEach().forEach(fleet::loadFromCache);
    }
    return fleet.started();
  }

  /**
   * Starts one process that holds the broker, a gateway and the workers.
   *
   * @param data where the broker keeps its topics
   * @param logs takes what it says
   */
  static ProcessFleet startInOne(Settings environment, Path data, Path logs)
      throws IOException, InterruptedException, TimeoutException {
    List<Integer> kafka = freePorts(1);
    var fleet = new ProcessFleet(environment, kafka, false, data, logs);
    int port = FreePort.find();
    fleet.add(
        EVERYTHING,
        EVERYTHING,
        port,
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS", "",
            "BROKER_PORT", String.valueOf(kafka.getFirst()),
            "BROKER_DATA_DIR", data.toAbsolutePath().toString(),
            "PORT", String.valueOf(port)));
    fleet.door.leadTo(port);
    return fleet.started();
  }

  private void addBrokers(List<Integer> kafka, Path data) throws IOException {
    String controllers = withCommas("", freePorts(kafka.size()));
    for (int i = 1; i <= kafka.size(); i++) {
      int port = kafka.get(i - 1);
      add(
          BROKER + "-" + i,
          BROKER,
          port,
          Map.of(
              "BROKER_PORT", String.valueOf(port),
              "BROKER_DATA_DIR", data.resolve("broker-" + i).toAbsolutePath().toString()));
      var arguments = new ArrayList<>(List.of("--node=" + i, "--controllers=" + controllers));
      arguments.addAll(behind);
      instances.getLast().arguments(arguments);
    }
  }

  private void addServices() throws IOException {
    var gateways = new ArrayList<Integer>();
    for (int i = 1; i <= EACH; i++) {
      for (String worker : WORKERS) {
        int port = FreePort.find();
        add(worker + "-" + i, worker, port, Map.of(healthPort(worker), String.valueOf(port)));
      }
      int port = FreePort.find();
      String id = GATEWAY + "-" + i;
      add(id, GATEWAY, port, Map.of("PORT", String.valueOf(port), "GATEWAY_ID", id));
      gateways.add(port);
    }
    door.leadTo(gateways.toArray(Integer[]::new));
  }

  private ProcessFleet started() throws IOException, InterruptedException, TimeoutException {
    try {
      for (ServiceInstance broker : of(BROKER)) {
        broker.start();
      }
      for (ServiceInstance broker : of(BROKER)) {
        broker.awaitReady();
      }
      for (ProcessInstance instance : services()) {
        instance.start();
      }
      awaitReady();
      return this;
    } catch (IOException | InterruptedException | TimeoutException | RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  void trained() throws IOException, InterruptedException, TimeoutException {
    for (ProcessInstance instance : services()) {
      instance.terminate();
    }
    for (ProcessInstance instance : services()) {
      loadFromCache(instance);
      instance.start();
    }
    awaitReady();
  }

  private List<ProcessInstance> services() {
    return instances.stream().filter(instance -> !instance.service().equals(BROKER)).toList();
  }

  private Collection<ProcessInstance> firstOfEach() {
    return services().stream()
        .collect(Collectors.toMap(ProcessInstance::service, it -> it, (first, _) -> first))
        .values();
  }

  private void loadFromCache(ProcessInstance instance) {
    instance.loadFrom(caches.resolve(instance.service() + ".aot"));
  }

  @Override
  List<ServiceInstance> instances() {
    return List.copyOf(instances);
  }

  @Override
  Settings settings() {
    return settings;
  }

  @Override
  URI standIns() {
    return settings.get(ElevenLabsSettings.BASE_URL);
  }

  @Override
  public void close() {
    instances.reversed().forEach(ProcessInstance::end);
    standIns.close();
    if (line != null) {
      line.close();
    }
    super.close();
  }

  private static Path assistants(Path data) throws IOException {
    Files.createDirectories(data);
    return Files.writeString(data.toAbsolutePath().resolve("assistants.yaml"), ASSISTANTS);
  }

  private static String healthPort(String worker) {
    return worker.replace("-worker", "_HEALTH_PORT").toUpperCase(Locale.ROOT);
  }

  private List<String> behindALine() throws IOException {
    int proxied = FreePort.find();
    line = new LoadBalancer(toBroker, proxied);
    return List.of("--proxied-port=" + proxied, "--proxy-port=" + line.port());
  }

  private void add(String name, String service, int port, Map<String, String> own) {
    instances.add(
        new ProcessInstance(
            name,
            service,
            port,
            switch (service) {
              case EVERYTHING -> ProcessInstance.LARGE;
              case BROKER -> ProcessInstance.BUSY;
              default -> ProcessInstance.SMALL;
            },
            settings.with(own),
            logs.resolve(name + ".log"),
            service.equals(BROKER)
                ? ReadinessProbe.ofBroker(kafka())
                : ReadinessProbe.ofService(http(), port)));
  }

  private static List<Integer> freePorts(int count) {
    var ports = new ArrayList<Integer>();
    for (int i = 0; i < count; i++) {
      ports.add(FreePort.find());
    }
    return ports;
  }

  private static String withCommas(String prefix, List<Integer> ports) {
    return ports.stream().map(port -> prefix + port).collect(Collectors.joining(","));
  }

  private Settings settings(Settings environment, String bootstrapServers, int brokers) {
    var nobody = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Settings filled = standIns.fill(LoopbackSettings.withoutKeys(environment), nobody);
    return LoopbackSettings.connected(filled, bootstrapServers, door.port())
        .with(QUIET)
        .with(Map.of("TOPICS_REPLICATION", String.valueOf(BrokerNode.replicas(brokers))))
        .with(Map.of("LOG_LEVEL", "INFO", "LOG_LIBRARY_LEVEL", "WARN"));
  }
}
