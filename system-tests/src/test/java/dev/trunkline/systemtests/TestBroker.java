// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.trunkline.cli.broker.EmbeddedBroker;
import dev.trunkline.cli.stack.TemporaryDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/**
 * A broker for one stack, so that stacks can run at the same time: a container where a Docker
 * engine has, or can pull, the image, else one in this process. {@code -Dtest.kafka=container} or
 * {@code =embedded} (or {@code TEST_KAFKA}) forces one. The build turns Testcontainers' own cleaner
 * off, since it needs a second image.
 */
final class TestBroker implements AutoCloseable {
  private static final String IMAGE = "apache/kafka:4.3.1";
  private static final Logger log = LoggerFactory.getLogger(TestBroker.class);

  private final String bootstrapServers;
  private final Runnable stop;

  /** Which kind this machine can run; found out once. */
  private static final class Choice {
    static final boolean CONTAINER = isContainer();
  }

  private TestBroker(String bootstrapServers, Runnable stop) {
    this.bootstrapServers = bootstrapServers;
    this.stop = stop;
  }

  static TestBroker start() {
    return Choice.CONTAINER ? container() : embedded();
  }

  /** Where clients find it. */
  String bootstrapServers() {
    return bootstrapServers;
  }

  @Override
  public void close() {
    stop.run();
  }

  private static boolean isContainer() {
    String kind =
        System.getProperty("test.kafka", System.getenv().getOrDefault("TEST_KAFKA", "auto"));
    return switch (kind.toLowerCase(Locale.ROOT)) {
      case "container" -> report(true, IMAGE);
      case "embedded" -> report(false, "as test.kafka says");
      case "auto" -> {
        if (!mayHaveDocker()) {
          yield report(false, "there is no Docker engine");
        }
        try {
          obtainImage();
          yield report(true, IMAGE);
        } catch (RuntimeException e) {
          log.atDebug().setCause(e).log("no container");
          yield report(false, "Docker does not start " + IMAGE + ": " + e.getMessage());
        }
      }
      default -> throw new IllegalArgumentException("test.kafka is container, embedded or auto");
    };
  }

  private static boolean report(boolean container, String why) {
    System.err.println(
        "System tests run against Kafka "
            + (container ? "in containers, " : "in this process, ")
            + why);
    return container;
  }

  /** Looks for the socket first: asking for an engine that is not there takes seconds. */
  private static boolean mayHaveDocker() {
    return (System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock")))
        && DockerClientFactory.instance().isDockerAvailable();
  }

  /** One attempt: Testcontainers itself would retry for two minutes without a registry. */
  private static void obtainImage() {
    DockerClient docker = DockerClientFactory.instance().client();
    try {
      docker.inspectImageCmd(IMAGE).exec();
    } catch (NotFoundException absent) {
      pull(docker);
    }
  }

  private static void pull(DockerClient docker) {
    boolean complete;
    try {
      complete = docker.pullImageCmd(IMAGE).start().awaitCompletion(2, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      complete = false;
    }
    if (!complete) {
      throw new IllegalStateException("it was not pulled in two minutes");
    }
  }

  private static TestBroker container() {
    var container = new KafkaContainer(IMAGE).withEnv(groupTimings());
    container.start();
    // A test that is given up does not close its stack.
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(container::stop));
    return new TestBroker(container.getBootstrapServers(), container::stop);
  }

  /** The image takes a broker property {@code x.y} as {@code KAFKA_X_Y}. */
  private static Map<String, String> groupTimings() {
    var environment = new HashMap<String, String>();
    environment.put("CLUSTER_ID", Uuid.randomUuid().toString());
    EmbeddedBroker.groupTimings()
        .forEach((name, value) ->
            environment.put(
                "KAFKA_" + name.toUpperCase(Locale.ROOT).replace('.', '_'), value.toString()));
    return environment;
  }

  private static TestBroker embedded() {
    try {
      TemporaryDirectory directory = TemporaryDirectory.create("trunkline-test-kafka");
      EmbeddedBroker broker = EmbeddedBroker.start(directory.path(), 0);
      return new TestBroker(
          broker.bootstrapServers(),
          () -> {
            broker.close();
            directory.close();
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
