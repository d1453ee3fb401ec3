// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.trunkline.cli.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/**
 * The broker that the system tests of one JVM share: a container where a Docker engine has, or can
 * pull, the image, else one in this process. {@code -Dtest.kafka=container} or {@code =embedded}
 * (or {@code TEST_KAFKA}) forces one. The build turns Testcontainers' own cleaner off, since it is
 * a second image to be had: the container is stopped with this JVM.
 */
final class TestBroker {
  private static final String IMAGE = "apache/kafka:4.3.1";
  private static final Logger log = LoggerFactory.getLogger(TestBroker.class);
  private static @Nullable String bootstrapServers;

  private TestBroker() {}

  /** Where clients find it; started at the first call, stopped with the JVM. */
  static synchronized String bootstrapServers() {
    if (bootstrapServers == null) {
      bootstrapServers = start();
    }
    return bootstrapServers;
  }

  private static String start() {
    String wish =
        System.getProperty("test.kafka", System.getenv().getOrDefault("TEST_KAFKA", "auto"));
    return switch (wish.toLowerCase(Locale.ROOT)) {
      case "container" -> container();
      case "embedded" -> embedded("as wished");
      case "auto" -> {
        if (!mayHaveDocker()) {
          yield embedded("no Docker engine here");
        }
        try {
          obtainImage();
          yield container();
        } catch (RuntimeException e) {
          log.atDebug().setCause(e).log("no container");
          yield embedded("Docker does not start " + IMAGE + ": " + e.getMessage());
        }
      }
      default -> throw new IllegalArgumentException("test.kafka is container, embedded or auto");
    };
  }

  /** Looks for the socket first, since asking for an engine that is not there takes its time. */
  private static boolean mayHaveDocker() {
    return (System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock")))
        && DockerClientFactory.instance().isDockerAvailable();
  }

  /** One attempt: Testcontainers itself would go on asking for two minutes without a registry. */
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

  private static String container() {
    var container = new KafkaContainer(IMAGE).withEnv(groupTimings());
    container.start();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(container::stop));
    say("in a container, " + IMAGE);
    return container.getBootstrapServers();
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

  private static String embedded(String why) {
    try {
      Path directory = Files.createTempDirectory("trunkline-test-kafka");
      EmbeddedBroker broker = EmbeddedBroker.start(directory, 0);
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(broker, directory)));
      say("in this process, " + why);
      return broker.bootstrapServers();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void stop(EmbeddedBroker broker, Path directory) {
    broker.close();
    try (var files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      log.atDebug().setCause(e).log("left behind");
    }
  }

  private static void say(String which) {
    System.err.println("System tests run against Kafka " + which);
  }
}
