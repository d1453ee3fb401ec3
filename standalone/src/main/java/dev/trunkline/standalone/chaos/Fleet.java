package dev.trunkline.standalone.chaos;

import dev.trunkline.common.config.Settings;
import dev.trunkline.common.kafka.KafkaClients;
import dev.trunkline.standalone.OneMachine;
import dev.trunkline.standalone.StandIns;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * A broker and two of every service, each a process of its own behind one front door; the providers
 * are stand-ins in this process, with the oracle's ears.
 */
final class Fleet implements AutoCloseable {
  static final String BROKER = "broker";
  static final String GATEWAY = "gateway";
  static final List<String> WORKERS =
      List.of("vad-worker", "stt-worker", "dialog-worker", "tts-worker");
  static final int EACH = 2;

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Instance> instances = new ArrayList<>();
  private final StandIns standIns;
  private final FrontDoor door = new FrontDoor();
  private final Settings settings;

  private Fleet(Settings environment, Path data, Path logs) throws IOException {
    Files.createDirectories(logs);
    standIns = StandIns.start(environment.with(Map.of("SIMULATOR_ENGINES", "oracle")));
    int kafka = OneMachine.freePort();
    settings = settings(environment, kafka);
    add(
        BROKER,
        BROKER,
        kafka,
        Map.of("BROKER_PORT", String.valueOf(kafka), "DATA_DIR", data.toAbsolutePath().toString()),
        logs);
    for (int i = 1; i <= EACH; i++) {
      for (String worker : WORKERS) {
        int port = OneMachine.freePort();
        add(worker + "-" + i, worker, port, Map.of("HEALTH_PORT", String.valueOf(port)), logs);
      }
      int port = OneMachine.freePort();
      String id = GATEWAY + "-" + i;
      add(id, GATEWAY, port, Map.of("PORT", String.valueOf(port), "GATEWAY_ID", id), logs);
    }
    door.leadTo(of(GATEWAY).stream().map(Instance::port).toArray(Integer[]::new));
  }

  /**
   * Starts all of them, which takes about half a minute on two cores.
   *
   * @param data where the broker keeps its topics
   * @param logs takes what everybody says
   */
  static Fleet start(Settings environment, Path data, Path logs)
      throws IOException, InterruptedException, TimeoutException {
    var fleet = new Fleet(environment, data, logs);
    try {
      fleet.of(BROKER).getFirst().start();
      fleet.of(BROKER).getFirst().awaitReady();
      for (Instance instance : fleet.instances) {
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

  /** The instances of a service. */
  List<Instance> of(String service) {
    return instances.stream().filter(instance -> instance.service().equals(service)).toList();
  }

  /** Waits until everybody is ready for calls. */
  void awaitReady() throws InterruptedException, TimeoutException {
    for (Instance instance : instances) {
      instance.awaitReady();
    }
  }

  /** What all services take together, the broker left out. */
  Usage usage() {
    return instances.stream()
        .filter(instance -> !instance.service().equals(BROKER))
        .map(Instance::usage)
        .reduce(Usage.UNKNOWN, Usage::plus);
  }

  /** Where calls come in. */
  URI webhook() {
    return URI.create(settings.text("PUBLIC_URL", "") + "/twiml");
  }

  /** From now on providers misbehave as {@code plans}, by provider, say. */
  void order(String plans) throws IOException, InterruptedException {
    faults(HttpRequest.newBuilder().PUT(HttpRequest.BodyPublishers.ofString(plans)));
  }

  /** They do not any more. */
  void orderNothing() throws IOException, InterruptedException {
    faults(HttpRequest.newBuilder().DELETE());
  }

  private void faults(HttpRequest.Builder order) throws IOException, InterruptedException {
    URI standIns = settings.url("ELEVENLABS_BASE_URL", "http://localhost");
    HttpResponse<String> answer =
        http.send(
            order.uri(standIns.resolve("/sim/faults")).build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("the stand-ins do not take the order: " + answer.body());
    }
  }

  /** The other side of Twilio's settings. */
  Settings settings() {
    return settings;
  }

  KafkaClients kafka() {
    return KafkaClients.from(settings);
  }

  @Override
  public void close() {
    instances.reversed().forEach(Instance::close);
    door.close();
    standIns.close();
    http.close();
  }

  private void add(String name, String service, int port, Map<String, String> own, Path logs) {
    Settings with = settings.with(own);
    Readiness readiness =
        service.equals(BROKER) ? Readiness.ofBroker(kafka()) : Readiness.ofService(http, port);
    instances.add(new Instance(name, service, port, with, logs.resolve(name + ".log"), readiness));
  }

  private Settings settings(Settings environment, int kafka) {
    var nobody = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Settings filled = standIns.fill(OneMachine.withoutKeys(environment), nobody);
    return OneMachine.connected(filled, "127.0.0.1:" + kafka, door.port())
        .with(
            Map.of(
                // Measured is when the answer comes, not when the caller is put off.
                "FILLER_AFTER_MS", "0",
                "COVER_AFTER_MS", "0",
                // Starting a process anew takes the machine from all others.
                "ADMISSION_MAX_LAG_MS", "0",
                "DRAIN_MS", "0",
                "LOG_LEVEL", "INFO",
                "LIBRARY_LOG_LEVEL", "WARN"));
  }
}
