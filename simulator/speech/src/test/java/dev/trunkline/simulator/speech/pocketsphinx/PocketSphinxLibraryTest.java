// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech.pocketsphinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PocketSphinxLibraryTest {
  @Test
  void aFileThatIsNotThereIsNotInstalled() {
    assertThat(PocketSphinxLibrary.installed("/nowhere/libpocketsphinx.so")).isEmpty();
  }

  @Test
  void aLibraryWithoutItsFunctionsIsNotInstalled() {
    String other = System.mapLibraryName("zip");
    Path file = Path.of(System.getProperty("java.home"), "lib", other);
    assertThat(file).exists();
    assertThat(PocketSphinxLibrary.installed(file.toString())).isEmpty();
  }

  @Test
  void settingsItDoesNotKnowAreAnException(@TempDir Path folder) throws IOException {
    PocketSphinxLibrary library = Installed.library();
    Path settings = Files.writeString(folder.resolve("settings"), "-loudness 11\n");
    try (Arena arena = Arena.ofConfined()) {
      assertThatThrownBy(() -> library.decoder(settings, arena))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("settings");
    }
  }

  @Test
  void modelsThatAreNotThereAreAnException(@TempDir Path folder) throws IOException {
    PocketSphinxLibrary library = Installed.library();
    Path settings = Files.writeString(folder.resolve("settings"), "-hmm /nowhere\n");
    try (Arena arena = Arena.ofConfined()) {
      assertThatThrownBy(() -> library.decoder(settings, arena))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("models");
    }
  }

  @Test
  void theModelsAreDeletedWithTheirFolder() throws IOException {
    var words = List.of("hello");
    var models = new ModelFolder(Installed.library(), List.of(words), new TreeSet<>(words));
    Path folder = models.settings().getParent();
    assertThat(folder).isNotEmptyDirectory();
    models.close();
    assertThat(folder).doesNotExist();
  }
}
