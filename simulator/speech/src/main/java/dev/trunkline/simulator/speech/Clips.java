// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** The recorded sentences that come with the simulator. Immutable. */
public final class Clips {
  private static final String FOLDER = "/clips/";

  private final List<Clip> clips;

  private Clips(List<Clip> clips) {
    this.clips = clips;
  }

  /** Reads all bundled sentences (2.4 MB). */
  public static Clips bundled() {
    return of("clips.tsv");
  }

  /** Reads what people say while another speaks: “uh-huh”, “okay”, “stop” (0.2 MB). */
  public static Clips reactions() {
    return of("reactions.tsv");
  }

  private static Clips of(String list) {
    String index = new String(bytes(list), StandardCharsets.UTF_8);
    return new Clips(index.lines().filter(line -> !line.startsWith("#")).map(Clips::read).toList());
  }

  /** All clips; those of one voice stand together. */
  public List<Clip> all() {
    return clips;
  }

  /** The clip that says these words, whatever their case and punctuation; the first voice's. */
  public Optional<Clip> saying(String text) {
    String wanted = normalised(text);
    return clips.stream().filter(clip -> normalised(clip.text()).equals(wanted)).findFirst();
  }

  /** The clip that says these words in a voice. */
  public Optional<Clip> saying(String text, String voice) {
    String wanted = normalised(text);
    return clips.stream()
        .filter(clip -> clip.voice().equals(voice) && normalised(clip.text()).equals(wanted))
        .findFirst();
  }

  /** Lower case, words apart by one space, no punctuation: as a recogniser writes. */
  public static String normalised(String text) {
    return text.toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}' ]", " ")
        .replaceAll("\\s+", " ")
        .strip();
  }

  private static Clip read(String line) {
    String[] fields = line.split("\t", 3);
    try {
      return new Clip(
          fields[0].replaceFirst("\\.wav$", ""), fields[1], fields[2], Wav.read(bytes(fields[0])));
    } catch (IOException e) {
      throw new UncheckedIOException("the bundled clip " + fields[0] + " cannot be read", e);
    }
  }

  private static byte[] bytes(String file) {
    try (InputStream in =
        Objects.requireNonNull(Clips.class.getResourceAsStream(FOLDER + file), file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the bundled clips cannot be read", e);
    }
  }
}
