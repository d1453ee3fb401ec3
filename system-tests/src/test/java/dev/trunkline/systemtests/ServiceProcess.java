// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A service of a stack in a process of its own, so that it can be killed. */
final class ServiceProcess implements AutoCloseable {
  private static final Path LOGS = Path.of("target", "processes");
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  private final Process process;
  private final int port;

  private ServiceProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts one, which takes some seconds. Its log is in {@code target/processes}.
   *
   * @param port where its health is
   * @param own settings besides those of the stack
   */
  static ServiceProcess start(Class<?> main, LocalStack stack, int port, Map<String, String> own)
      throws IOException {
    ProcessBuilder builder = command(main);
    builder.environment().putAll(stack.settings.values());
    builder.environment().putAll(own);
    Path log = Files.createDirectories(LOGS).resolve(main.getSimpleName() + "-" + port + ".log");
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new ServiceProcess(builder.start(), port);
  }

  /** Another JVM with this one's class path, which starts with little processor time. */
  static ProcessBuilder command(Class<?> main) {
    return new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        main.getName());
  }

  /** Waits until it is ready for calls. */
  void awaitReady() {
    try (var http = HttpClient.newHttpClient()) {
      await("the service on port " + port + " to be ready")
          .atMost(START_TIMEOUT)
          .until(() -> isReady(http));
    }
  }

  private boolean isReady(HttpClient http) throws InterruptedException {
    var question =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health")).build();
    try {
      return http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** As {@code kill -9} does. */
  void kill() throws InterruptedException {
    assertThat(process.destroyForcibly().waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @Override
  public void close() {
    var _ = process.destroyForcibly();
  }
}
