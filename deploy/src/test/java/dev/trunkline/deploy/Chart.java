// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.deploy;

import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import com.marcnuri.helm.jni.NativeLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;

/** The chart under {@code helm/trunkline}. Tests are skipped where there is no Helm library. */
final class Chart {
  static final String RELEASE = "support";
  static final String NAME = RELEASE + "-trunkline";

  /** The least that must be said. */
  static final String LEAST =
      """
      existingSecret: trunkline
      kafka:
        bootstrapServers: kafka:9092
      """;

  private static final Path DIRECTORY = Path.of("helm", "trunkline");

  /** The oldest Kubernetes that the chart is for. */
  private static final String OLDEST = "1.30.0";

  private Chart() {}

  /** What Helm makes of the chart with values in YAML, of which later ones win. */
  static Manifests render(String... values) {
    return renderAs(RELEASE, values);
  }

  static Manifests renderAs(String release, String... values) {
    return Manifests.parse(template(release, OLDEST, values).call());
  }

  /** What Helm says when it refuses these values. */
  static String refusal(String... values) {
    return refusalOn(OLDEST, values);
  }

  static String refusalOn(String kubernetes, String... values) {
    TemplateCommand command = template(RELEASE, kubernetes, values);
    return String.valueOf(catchThrowableOfType(IllegalStateException.class, command::call));
  }

  /** What Helm finds fault with. */
  static LintResult lint() {
    requireHelm();
    return new Helm(DIRECTORY).lint().strict().call();
  }

  /** The values of a file under {@code examples}. */
  static String example(String name) {
    return read(Path.of("examples", name + ".yaml"));
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TemplateCommand template(String release, String kubernetes, String... values) {
    requireHelm();
    TemplateCommand command =
        new Helm(DIRECTORY)
            .template()
            .withName(release)
            .withNamespace("calls")
            .withKubeVersion(kubernetes);
    for (String text : values) {
      try {
        Path file = Files.createTempFile("values", ".yaml");
        file.toFile().deleteOnExit();
        command.withValuesFile(Files.writeString(file, text));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return command;
  }

  private static void requireHelm() {
    String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    assumeTrue(
        machine.equals("Linux amd64")
            || ServiceLoader.load(NativeLibrary.class).findFirst().isPresent(),
        "the chart is not checked: there is no Helm library for " + machine);
  }
}
