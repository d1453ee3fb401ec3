// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The docker and docker-compose commands. */
final class Docker {
  private Docker() {}

  /**
   * What a command of {@code docker} says.
   *
   * @throws IOException with what it complains of
   */
  static String docker(String... arguments) throws IOException, InterruptedException {
    return run(command("docker", List.of(arguments)), Map.of());
  }

  /** Runs a command of {@code docker-compose} under an environment of its own. */
  static String compose(List<String> arguments, Map<String, String> environment)
      throws IOException, InterruptedException {
    return run(command("docker-compose", arguments), environment);
  }

  private static List<String> command(String program, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(program);
    command.addAll(arguments);
    return command;
  }

  private static String run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
    return said;
  }
}
