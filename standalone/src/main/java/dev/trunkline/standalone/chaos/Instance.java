package dev.trunkline.standalone.chaos;

import dev.trunkline.common.config.Settings;
import dev.trunkline.standalone.Trunkline;
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

/**
 * A service in a process of its own, which can be killed and started again. One thread at a time.
 */
final class Instance implements AutoCloseable {
  private static final long READY_MS = 60_000;
  private static final long END_MS = 20_000;
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  /** Small and quick to start; what they do not compile well, a full machine would pay for. */
  private static final List<String> JVM =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xmx256m",
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED",
          "-Djava.awt.headless=true");

  private final String name;
  private final String service;
  private final int port;
  private final Settings settings;
  private final Path log;
  private final Readiness readiness;
  private @Nullable Process process;

  /**
   * @param service its command, e.g. {@code tts-worker}
   * @param port where it serves; of a broker, Kafka's
   * @param log takes all that it says
   */
  Instance(
      String name, String service, int port, Settings settings, Path log, Readiness readiness) {
    this.name = name;
    this.service = service;
    this.port = port;
    this.settings = settings;
    this.log = log;
    this.readiness = readiness;
  }

  String service() {
    return service;
  }

  int port() {
    return port;
  }

  void start() throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Trunkline.class.getName(), service));
    var builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(settings.values());
    process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
  }

  /** Waits until it is ready for calls. */
  void awaitReady() throws InterruptedException, TimeoutException {
    long givenUpAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(READY_MS);
    while (!readiness.isReady()) {
      if (System.nanoTime() > givenUpAt || !running().isAlive()) {
        throw new TimeoutException(name + " does not get ready; see " + log);
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  /** It ends as it is: SIGKILL. */
  void kill() throws InterruptedException, TimeoutException {
    running().destroyForcibly();
    awaitEnd();
  }

  /** It is asked to end: SIGTERM. */
  void terminate() throws InterruptedException, TimeoutException {
    running().destroy();
    awaitEnd();
  }

  /** It does nothing more, and keeps its connections: SIGSTOP. */
  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** It goes on as if nothing had been: SIGCONT. */
  void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  /** What it takes of the machine, where the system tells that (Linux). */
  Usage usage() {
    try {
      long kilobytes = 0;
      long threads = 0;
      for (String line :
          Files.readAllLines(Path.of("/proc", String.valueOf(running().pid()), "status"))) {
        if (line.startsWith("VmRSS:")) {
          kilobytes = number(line);
        } else if (line.startsWith("Threads:")) {
          threads = number(line);
        }
      }
      return new Usage(kilobytes / 1024, threads);
    } catch (IOException e) {
      return Usage.UNKNOWN;
    }
  }

  @Override
  public void close() {
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
    if (!running().waitFor(END_MS, TimeUnit.MILLISECONDS)) {
      throw new TimeoutException(name + " does not end");
    }
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException(name + " was never started");
    }
    return process;
  }

  private static long number(String line) {
    return Long.parseLong(line.replaceAll("\\D", ""));
  }
}
