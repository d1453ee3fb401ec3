// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech.pocketsphinx;

import dev.trunkline.simulator.speech.decoder.SphinxFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * The models of the decoders and the settings to read them with, in a temporary folder of about 15
 * MB.
 */
final class ModelFolder implements AutoCloseable {
  private final Path folder;
  private final Path settings;

  ModelFolder(
      PocketSphinxLibrary library, List<List<String>> sentences, SortedSet<String> vocabulary)
      throws IOException {
    folder = Files.createTempDirectory("pocketsphinx");
    settings = folder.resolve("settings");
    SphinxFolder models = SphinxFolder.write(folder, sentences, vocabulary);
    Path phones = folder.resolve("mdef.bin");
    library.compilePhones(folder.resolve("mdef"), phones);
    Files.writeString(settings, settings(models, phones));
  }

  /** For {@link PocketSphinxLibrary#decoder}. */
  Path settings() {
    return settings;
  }

  /** Deletes the files; decoders made of them go on. */
  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  /**
   * How the acoustic model wants its features, as in its {@code feat.params}; then what suits a
   * telephone.
   */
  private static String settings(SphinxFolder models, Path phones) {
    return """
    -hmm "%s"
    -mdef "%s"
    -dict "%s"
    -lm "%s"
    -lowerf 130
    -upperf 6800
    -nfilt 25
    -transform dct
    -lifter 22
    -feat 1s_c_d_dd
    -svspec 0-12/13-25/26-38
    -cmninit 48,16,-10,32,-5,-7,14,-22,-1,-1,-6,10,-4.5
    """
        .formatted(models.acoustic(), phones, models.dictionary(), models.language());
  }
}
