package dev.trunkline.standalone.chaos;

import dev.trunkline.common.config.Settings;
import dev.trunkline.standalone.OneMachine;
import dev.trunkline.standalone.StandIns;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** One process that holds the broker, a gateway and the workers; the stand-ins are in this one. */
final class OneProcessFleet extends Fleet {
  /** As {@code ./trunkline} starts it. */
  private static final List<String> JVM = List.of("-XX:+UseG1GC", "-Xmx2g");

  private static final String EVERYTHING = "run";

  private final StandIns standIns;
  private final Settings settings;
  private final ProcessInstance instance;

  private OneProcessFleet(Settings environment, Path data, Path logs) throws IOException {
    Files.createDirectories(logs);
    standIns = StandIns.start(environment.with(Map.of("SIMULATOR_ENGINES", "oracle")));
    int kafka = OneMachine.freePort();
    int port = OneMachine.freePort();
    settings = settings(environment, standIns, "127.0.0.1:" + kafka);
    instance =
        new ProcessInstance(
            EVERYTHING,
            EVERYTHING,
            port,
            JVM,
            settings.with(
                Map.of(
                    "KAFKA_BOOTSTRAP_SERVERS", "",
                    "BROKER_PORT", String.valueOf(kafka),
                    "DATA_DIR", data.toAbsolutePath().toString(),
                    "PORT", String.valueOf(port))),
            logs.resolve(EVERYTHING + ".log"),
            Readiness.ofService(http(), port));
    door.leadTo(port);
  }

  /**
   * Starts it.
   *
   * @param data where the broker keeps its topics
   * @param logs takes what it says
   */
  static OneProcessFleet start(Settings environment, Path data, Path logs)
      throws IOException, InterruptedException, TimeoutException {
    var fleet = new OneProcessFleet(environment, data, logs);
    try {
      fleet.instance.start();
      fleet.awaitReady();
      return fleet;
    } catch (IOException | InterruptedException | TimeoutException | RuntimeException e) {
      fleet.close();
      throw e;
    }
  }

  @Override
  List<Instance> instances() {
    return List.of(instance);
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
    instance.end();
    standIns.close();
    super.close();
  }
}
