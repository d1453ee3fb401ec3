// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A service or a command that was started as a process of its own and has ended.
 *
 * @param output the lines it wrote, to standard output or error
 */
record FinishedProcess(int exitCode, List<String> output) {

  /** Runs it until it ends, with {@code environment} and any keys for the providers. */
  static FinishedProcess run(Class<?> main, Map<String, String> environment, String... arguments)
      throws Exception {
    ProcessBuilder builder = ServiceProcess.command(main).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "PORT", "0",
                "VAD_HEALTH_PORT", "0",
                "STT_HEALTH_PORT", "0",
                "DIALOG_HEALTH_PORT", "0",
                "TTS_HEALTH_PORT", "0",
                "GATEWAY_ID", "refused",
                "OPENAI_API_KEY", "any",
                "TWILIO_AUTH_TOKEN", "any",
                "ELEVENLABS_API_KEY", "any"));
    builder.environment().putAll(environment);
    builder.command().addAll(List.of(arguments));
    // It must not starve the calls of other tests.
    builder.command().addAll(0, List.of("nice", "-n", "10"));
    Process process = builder.start();
    List<String> output =
        new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new FinishedProcess(process.exitValue(), output);
  }

  /**
   * It ended because of a setting, and one line says so: there is no error or stack trace of a
   * library beside it, only the service's own log.
   */
  void assertRejectedSetting(String begin) {
    assertThat(output).as("%s", output).filteredOn(line -> line.startsWith(begin)).hasSize(1);
    assertThat(output).noneMatch(line -> line.contains("ERROR") || line.startsWith("\tat "));
    assertThat(exitCode).isEqualTo(2);
  }

  void assertDoesNotContain(String secret) {
    assertThat(output).noneMatch(line -> line.contains(secret));
  }
}
