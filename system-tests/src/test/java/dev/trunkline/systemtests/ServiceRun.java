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
 * @param said all that it wrote, to standard output or error
 */
record ServiceRun(int exitCode, List<String> said) {

  /** Runs it until it ends, with {@code environment} and any keys for the providers. */
  static ServiceRun run(Class<?> main, Map<String, String> environment, String... arguments)
      throws Exception {
    ProcessBuilder builder =
        OwnProcess.running(main, "--enable-native-access=ALL-UNNAMED").redirectErrorStream(true);
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
                "ELEVENLABS_API_KEY", "any"));
    builder.environment().putAll(environment);
    builder.command().addAll(List.of(arguments));
    Process process = builder.start();
    List<String> said = new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new ServiceRun(process.exitValue(), said);
  }

  /**
   * It ended for a wrong setting, and said so in one line: no error or stack trace of a library
   * stands beside it, only what the service said of its course.
   */
  void refusedWith(String begin) {
    assertThat(said).as("%s", said).filteredOn(line -> line.startsWith(begin)).hasSize(1);
    assertThat(said).noneMatch(line -> line.contains("ERROR") || line.startsWith("\tat "));
    assertThat(exitCode).isEqualTo(2);
  }

  void didNotSay(String secret) {
    assertThat(said).noneMatch(line -> line.contains(secret));
  }
}
