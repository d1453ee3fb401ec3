// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.cover;

import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** The few words that a gateway has of its own. */
final class CoverSound {
  private static final String SETTING = "COVER_AUDIO";
  private static final int MOST_MS = 10_000;
  private static final AudioFormat TELEPHONE =
      new AudioFormat(AudioFormat.Encoding.ULAW, 8_000, 8, 1, 1, 8_000, false);

  private CoverSound() {}

  /**
   * 8 kHz µ-law: the file that {@code COVER_AUDIO} names, else “One moment, please.”
   *
   * @throws InvalidSetting if the file is not such a recording
   */
  static byte[] from(Settings settings) {
    Optional<Path> own = settings.path(SETTING);
    try (InputStream in =
        own.isPresent()
            ? Files.newInputStream(own.get())
            : Objects.requireNonNull(CoverSound.class.getResourceAsStream("one-moment.wav"))) {
      byte[] ulaw = ulaw(in);
      if (ulaw.length == 0 || ulaw.length > MOST_MS * MuLaw.PER_MS) {
        throw new InvalidSetting(
            SETTING, "names a recording of " + ulaw.length / MuLaw.PER_MS + " ms", cure());
      }
      return ulaw;
    } catch (UnsupportedAudioFileException | IllegalArgumentException e) {
      throw new InvalidSetting(SETTING, "names a file that is no such recording", cure());
    } catch (IOException e) {
      throw new InvalidSetting(
          SETTING,
          "names a file that cannot be read (" + e.getClass().getSimpleName() + ")",
          cure());
    }
  }

  private static String cure() {
    return "set the path of a WAV file: 8 kHz, mono, 16-bit PCM or µ-law, at most 10 s";
  }

  private static byte[] ulaw(InputStream in) throws IOException, UnsupportedAudioFileException {
    try (AudioInputStream recording = AudioSystem.getAudioInputStream(new BufferedInputStream(in));
        AudioInputStream ulaw = AudioSystem.getAudioInputStream(TELEPHONE, recording)) {
      if (recording.getFormat().getSampleRate() != TELEPHONE.getSampleRate()
          || recording.getFormat().getChannels() != 1) {
        throw new IllegalArgumentException("not 8 kHz mono");
      }
      return ulaw.readNBytes(MOST_MS * MuLaw.PER_MS + 1);
    }
  }
}
