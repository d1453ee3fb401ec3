// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import dev.trunkline.cli.TrunklineCommand;
import dev.trunkline.runtime.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A service in a process of its own. */
final class ProcessInstance implements ServiceInstance {
  private static final long READY_MS = 60_000;
  private static final long END_MS = 20_000;

  /** Writing its AOT cache takes seconds of both cores. */
  private static final long TRAINED_MS = 120_000;

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  /** Small and quick to start; what they do not compile well, a full machine would pay for. */
  static final List<String> SMALL =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m");

  /** Rarely started and always busy: the optimizing compiler pays off. */
  static final List<String> BUSY = List.of("-XX:+UseSerialGC", "-Xmx256m");

  /** As {@code ./trunkline} starts it. */
  static final List<String> LARGE = List.of("-XX:+UseG1GC", "-Xmx2g");

  private static final List<String> ALWAYS =
      List.of(
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED",
          "-Djava.awt.headless=true");

  private final String name;
  private final String service;
  private final int port;
  private final List<String> jvm;
  private final Settings settings;
  private final Path log;
  private final ReadinessProbe readiness;
  private @Nullable Path cache;
  private List<String> arguments = List.of();
  private long endMs = END_MS;
  private @Nullable Process process;

  /**
   * @param service its command, e.g. {@code tts-worker}
   * @param port where it serves; of a broker, Kafka's
   * @param jvm {@link #SMALL} or {@link #LARGE}
   * @param log takes all that it says
   */
  ProcessInstance(
      String name,
      String service,
      int port,
      List<String> jvm,
      Settings settings,
      Path log,
      ReadinessProbe readiness) {
    this.name = name;
    this.service = service;
    this.port = port;
    this.jvm = jvm;
    this.settings = settings;
    this.log = log;
    this.readiness = readiness;
  }

  /**
   * From its next start on it loads from an AOT cache, as in its image. If there is none by then it
   * writes it when it is terminated.
   */
  void loadFrom(Path cache) {
    this.cache = cache;
  }

  /** Arguments of its command. */
  void arguments(List<String> more) {
    arguments = List.copyOf(more);
  }

  @Override
  public String service() {
    return service;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void start() throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(ALWAYS);
    endMs = END_MS;
    if (cache != null) {
      boolean training = !Files.exists(cache);
      command.add("-XX:AOTCache" + (training ? "Output=" : "=") + cache);
      endMs = training ? TRAINED_MS : END_MS;
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(TrunklineCommand.class.getName(), service));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(settings.values());
    process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
  }

  @Override
  public void awaitReady() throws InterruptedException, TimeoutException {
    long givenUpAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(READY_MS);
    while (!readiness.isReady()) {
      if (System.nanoTime() > givenUpAt || !running().isAlive()) {
        throw new TimeoutException(name + " does not get ready; see " + log);
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  @Override
  public void kill() throws InterruptedException, TimeoutException {
    running().destroyForcibly();
    awaitEnd();
  }

  @Override
  public void terminate() throws InterruptedException, TimeoutException {
    running().destroy();
    awaitEnd();
  }

  @Override
  public void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  @Override
  public void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  @Override
  public ProcessUsage usage() {
    return ProcessUsage.of(running().pid());
  }

  /** It is over, if it was ever there. */
  void end() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  private void signal(String signal) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("kill", "-" + signal, String.valueOf(running().pid())).start().waitFor();
    if (code != 0) {
      throw new IOException("kill -" + signal + " did not work");
    }
  }

  private void awaitEnd() throws InterruptedException, TimeoutException {
    if (!running().waitFor(endMs, TimeUnit.MILLISECONDS)) {
      throw new TimeoutException(name + " does not end");
    }
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException(name + " was never started");
    }
    return process;
  }
}
