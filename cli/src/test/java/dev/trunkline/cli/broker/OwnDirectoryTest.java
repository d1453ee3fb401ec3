// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.runtime.settings.InvalidSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnDirectoryTest {
  @TempDir Path temporary;

  @Test
  void othersOnTheMachineCannotReadWhatIsKept() throws IOException {
    Path data = temporary.resolve("data");
    try (var _ = OwnDirectory.lock(data.resolve("kafka"))) {
      assertThat(rights(data)).isEqualTo("rwx------");
      assertThat(rights(data.resolve("kafka"))).isEqualTo("rwx------");
      assertThat(rights(data.resolve("kafka/trunkline.lock"))).isEqualTo("rw-------");
    }
  }

  @Test
  void aDirectoryOfAnEarlierVersionIsClosedToOthers() throws IOException {
    Path kafka = Files.createDirectories(temporary.resolve("data/kafka"));
    Files.setPosixFilePermissions(kafka, PosixFilePermissions.fromString("rwxr-xr-x"));

    OwnDirectory.lock(kafka).close();

    assertThat(rights(kafka)).isEqualTo("rwx------");
  }

  @Test
  void theSecondBrokerNamesTheFirstAndTouchesNothing() throws IOException {
    Path kafka = temporary.resolve("data/kafka");
    try (var _ = OwnDirectory.lock(kafka)) {
      assertThatThrownBy(() -> EmbeddedBroker.start(kafka, 0))
          .isInstanceOf(InvalidSetting.class)
          .hasMessageContaining(
              "another Trunkline (pid " + ProcessHandle.current().pid() + ") uses it")
          .hasMessageNotContaining("remove");
      try (Stream<Path> files = Files.list(kafka)) {
        assertThat(files).hasSize(1);
      }
    }
  }

  @Test
  void aDirectoryThatWasLetGoCanBeTaken() throws IOException {
    OwnDirectory.lock(temporary).close();
    OwnDirectory.lock(temporary).close();
  }

  @Test
  void aBrokerThatCannotStartDoesNotAdviseRemoval() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "");

    assertThatThrownBy(() -> EmbeddedBroker.start(file.resolve("kafka"), 0))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageStartingWith("BROKER_DATA_DIR names ")
        .hasMessageNotContaining("remove");
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
