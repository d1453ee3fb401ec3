package dev.trunkline.standalone.chaos;

import dev.trunkline.common.config.Settings;
import dev.trunkline.standalone.OneMachine;
import dev.trunkline.standalone.StandIns;
import dev.trunkline.standalone.broker.Node;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One of processes; the stand-ins are in this one. */
final class ProcessFleet extends Fleet {
  private static final String LOOPBACK = "127.0.0.1:";

  private final List<ProcessInstance> instances = new ArrayList<>();
  private final StandIns standIns;
  private final Settings settings;
  private @Nullable FrontDoor line;

  private ProcessFleet(Settings environment, int brokers, boolean slowLine, Path data, Path logs)
      throws IOException {
    Files.createDirectories(logs);
    standIns = StandIns.start(environment.with(Map.of("SIMULATOR_ENGINES", "oracle")));
    List<Integer> kafka = freePorts(brokers);
    Map<String, String> behind = slowLine ? behindALine() : Map.of();
    String clients =
        slowLine ? LOOPBACK + behind.get("BROKER_PROXY_PORT") : withCommas(LOOPBACK, kafka);
    settings =
        settings(environment, standIns, clients)
            .with(behind)
            .with(Map.of("TOPICS_REPLICATION", String.valueOf(Node.replicas(brokers))));
    String controllers = withCommas("", freePorts(brokers));
    for (int i = 1; i <= brokers; i++) {
      add(
          BROKER + "-" + i,
          BROKER,
          kafka.get(i - 1),
          Map.of(
              "BROKER_PORT", String.valueOf(kafka.get(i - 1)),
              "BROKER_NODE", String.valueOf(i),
              "BROKER_CONTROLLERS", controllers,
              "DATA_DIR", data.resolve("broker-" + i).toAbsolutePath().toString()),
          logs);
    }
    for (int i = 1; i <= EACH; i++) {
      for (String worker : WORKERS) {
        int port = OneMachine.freePort();
        add(worker + "-" + i, worker, port, Map.of("HEALTH_PORT", String.valueOf(port)), logs);
      }
      int port = OneMachine.freePort();
      String id = GATEWAY + "-" + i;
      add(id, GATEWAY, port, Map.of("PORT", String.valueOf(port), "GATEWAY_ID", id), logs);
    }
    door.leadTo(
        instances.stream()
            .filter(it -> it.service().equals(GATEWAY))
            .map(ProcessInstance::port)
            .toArray(Integer[]::new));
  }

  /**
   * Starts all of them, which takes about half a minute on two cores.
   *
   * @param brokers how many there are in the cluster; every record is at three of them, or all
   * @param slowLine true if services shall reach the broker, of which there is one, over {@link
   *     #toBroker}
   * @param data where brokers keep their topics
   * @param logs takes what everybody says
   */
  static ProcessFleet start(
      Settings environment, int brokers, boolean slowLine, Path data, Path logs)
      throws IOException, InterruptedException, TimeoutException {
    var fleet = new ProcessFleet(environment, brokers, slowLine, data, logs);
    try {
      for (Instance broker : fleet.of(BROKER)) {
        broker.start();
      }
      for (Instance broker : fleet.of(BROKER)) {
        broker.awaitReady();
      }
      for (ProcessInstance instance : fleet.instances) {
        if (!instance.service().equals(BROKER)) {
          instance.start();
        }
      }
      fleet.awaitReady();
      return fleet;
    } catch (IOException | InterruptedException | TimeoutException | RuntimeException e) {
      fleet.close();
      throw e;
    }
  }

  @Override
  List<Instance> instances() {
    return List.copyOf(instances);
  }

  @Override
  Settings settings() {
    return settings;
  }

  @Override
  URI standIns() {
    return settings.url("ELEVENLABS_BASE_URL", "http://localhost");
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

  private Map<String, String> behindALine() throws IOException {
    int behind = OneMachine.freePort();
    line = new FrontDoor(toBroker, behind);
    return Map.of(
        "BROKER_PROXIED_PORT", String.valueOf(behind),
        "BROKER_PROXY_PORT", String.valueOf(line.port()));
  }

  private void add(String name, String service, int port, Map<String, String> own, Path logs) {
    Settings with = settings.with(own);
    Readiness readiness =
        service.equals(BROKER) ? Readiness.ofBroker(kafka()) : Readiness.ofService(http(), port);
    instances.add(
        new ProcessInstance(
            name,
            service,
            port,
            ProcessInstance.SMALL,
            with,
            logs.resolve(name + ".log"),
            readiness));
  }

  private static List<Integer> freePorts(int count) throws IOException {
    var ports = new ArrayList<Integer>();
    for (int i = 0; i < count; i++) {
      ports.add(OneMachine.freePort());
    }
    return ports;
  }

  private static String withCommas(String prefix, List<Integer> ports) {
    return ports.stream().map(port -> prefix + port).collect(Collectors.joining(","));
  }
}
