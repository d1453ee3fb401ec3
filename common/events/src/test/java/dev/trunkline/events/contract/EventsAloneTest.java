// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events.contract;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.events.Event;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Consumers of the topics compile and run with these jars alone: the events, Jackson, and jspecify,
 * whose annotations the codec reads at run time.
 */
class EventsAloneTest {
  private static final String CLASS_PATH =
      Stream.of(
              Event.class, ObjectMapper.class, JsonFactory.class, JsonIgnore.class, Nullable.class)
          .map(EventsAloneTest::jar)
          .collect(joining(File.pathSeparator));

  @TempDir private Path directory;

  @ParameterizedTest
  @MethodSource("dev.trunkline.events.contract.Contract#all")
  @DisplayName("docs/analytics/ReadEvents.java decodes every sample of the topic")
  void decodesEverySampleWithoutKafka(Contract<?> contract) throws Exception {
    Path samples = Path.of("src/test/resources/contract/version-1", contract.name() + ".jsonl");
    List<String> lines =
        run(Contract.DOCS.resolve("analytics/ReadEvents.java"), samples, contract.name());
    assertThat(lines).hasSize(Files.readAllLines(samples).size());
    assertThat(lines).allMatch(line -> line.matches("20..-..-..T\\S+ CA\\S+ .+"));
  }

  @Test
  void readsAudioRecordsWithoutKafka() throws Exception {
    List<String> lines = run(Path.of("src/test/resources/consumer/ReadAudio.java"), null);
    assertThat(lines).containsExactly("MZ1 frame 7, 160", "turn 2: Hi", "10 ms");
  }

  /** Compiles {@code program} and runs it in a JVM of its own; its output. */
  private List<String> run(Path program, @Nullable Path input, String... args) throws Exception {
    var command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    CLASS_PATH,
                    program.toString()),
                Stream.of(args))
            .toList();
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .redirectInput(input == null ? new File("/dev/null") : input.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(output)).isZero();
    return Files.readAllLines(output, StandardCharsets.UTF_8);
  }

  private static String jar(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
