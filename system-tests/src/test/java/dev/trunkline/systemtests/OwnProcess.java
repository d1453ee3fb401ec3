// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A service of a stack in a process of its own, to be killed. */
final class OwnProcess implements AutoCloseable {
  private final Process process;
  private final int port;

  private OwnProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts one, which takes some seconds.
   *
   * @param port where it tells how it is
   * @param own settings besides those of the stack
   */
  static OwnProcess start(Class<?> main, LocalStack stack, int port, Map<String, String> own)
      throws IOException {
    ProcessBuilder builder = running(main, "-XX:TieredStopAtLevel=1");
    builder.environment().putAll(stack.settings.values());
    builder.environment().putAll(own);
    return new OwnProcess(builder.inheritIO().start(), port);
  }

  /** This JVM's class path in another, with one option. */
  static ProcessBuilder running(Class<?> main, String option) {
    return new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        option,
        "-cp",
        System.getProperty("java.class.path"),
        main.getName());
  }

  /** Waits until it is ready for calls. */
  void awaitReady() throws InterruptedException {
    long givenUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    try (var http = HttpClient.newHttpClient()) {
      while (!isReady(http)) {
        assertThat(System.nanoTime()).as("the service starts").isLessThan(givenUpAt);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
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
