// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./trunkline} reads {@code .env} as docker compose does. */
class DotEnvTest {
  @TempDir Path directory;

  private record Read(int code, String output) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "KEY=value | value",
        "KEY=value # comment | value",
        "export KEY=value | value",
        "KEY = value | value",
        "KEY=a#b | a#b",
        "KEY=   # to be filled in | ~~",
        "KEY=\"a # b\" # comment | a # b",
        "KEY='$HOME `id`' | $HOME `id`",
        "KEY=$(id) | $(id)",
        "KEY=a${OTHER:-b}c | abc",
        "KEY=a$$b | a$b",
        "KEY=Grüß Gott | Grüß Gott",
        "KEY=\"a\\\"b\" | a\"b",
        "KEY=https://h/?a=b&c=d | https://h/?a=b&c=d",
      })
  void aLineIsReadAsComposeReadsIt(String line, String value) throws Exception {
    assertThat(read("# first\n" + line + "\r\n")).isEqualTo(new Read(0, "[" + value + "]\n"));
  }

  @Test
  void aQuotedValueMayHaveSeveralLines() throws Exception {
    assertThat(read("KEY=\"a\nb\"\n").output()).isEqualTo("[a\nb]\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"KEY sesame", "KEY='sesame", "KEY=\"a\" sesame", "=sesame", "LD_PRELOAD=sesame"})
  void aLineThatCannotBeReadIsNamedButNotShown(String line) throws Exception {
    Read read = read("# first\n" + line + "\n");

    assertThat(read.code()).isEqualTo(2);
    assertThat(read.output()).startsWith("trunkline: .env line 2 ").doesNotContain("sesame");
  }

  @Test
  void aFileThatOthersCanReadIsWarnedOf() throws Exception {
    Path file = Files.writeString(directory.resolve(".env"), "KEY=value\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(run().output()).contains("chmod 600 .env");
  }

  @Test
  void theLauncherKeepsWhatItWritesFromOthers() {
    assertThat(launcher()).contains("\numask 077\n").contains("export LC_ALL=C.UTF-8");
  }

  private Read read(String content) throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve(".env"), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return run();
  }

  private Read run() throws IOException, InterruptedException {
    String functions =
        launcher().substring(launcher().indexOf("env_error()"), launcher().indexOf("\njdk="));
    Path script =
        Files.writeString(
            directory.resolve("script"),
            "set -euo pipefail\n" + functions + "\nload_env\necho \"[${KEY-}]\"\n");
    var builder =
        new ProcessBuilder("bash", script.toString())
            .directory(directory.toFile())
            .redirectErrorStream(true);
    builder.environment().keySet().removeAll(Set.of("KEY", "OTHER"));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Read(process.waitFor(), output);
  }

  private static String launcher() {
    return Chart.read(Path.of("..", "trunkline"));
  }
}
