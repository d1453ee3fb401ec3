// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.outage;

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

/** The recording that callers hear during an outage. */
final class AnnouncementAudio {
  private static final String SETTING = "COVER_AUDIO";
  private static final int MAX_MS = 10_000;
  private static final AudioFormat TELEPHONE =
      new AudioFormat(AudioFormat.Encoding.ULAW, 8_000, 8, 1, 1, 8_000, false);

  private AnnouncementAudio() {}

  /**
   * Reads the file that {@code COVER_AUDIO} names, by default “One moment, please.”; 8 kHz µ-law.
   *
   * @throws InvalidSetting if the file is not a short telephone recording
   */
  static byte[] from(Settings settings) {
    Optional<Path> own = settings.path(SETTING);
    try (InputStream in =
        own.isPresent()
            ? Files.newInputStream(own.get())
            : Objects.requireNonNull(
                AnnouncementAudio.class.getResourceAsStream("one-moment.wav"))) {
      byte[] ulaw = ulaw(in);
      if (ulaw.length == 0 || ulaw.length > MAX_MS * MuLaw.PER_MS) {
        throw new InvalidSetting(
            SETTING, "names a recording of " + ulaw.length / MuLaw.PER_MS + " ms", remedy());
      }
      return ulaw;
    } catch (UnsupportedAudioFileException | IllegalArgumentException e) {
      throw new InvalidSetting(SETTING, "names a file that is not a telephone recording", remedy());
    } catch (IOException e) {
      throw new InvalidSetting(
          SETTING,
          "names a file that cannot be read (" + e.getClass().getSimpleName() + ")",
          remedy());
    }
  }

  private static String remedy() {
    return "set the path of a WAV file: 8 kHz, mono, 16-bit PCM or µ-law, at most 10 s";
  }

  private static byte[] ulaw(InputStream in) throws IOException, UnsupportedAudioFileException {
    try (AudioInputStream recording = AudioSystem.getAudioInputStream(new BufferedInputStream(in));
        AudioInputStream ulaw = AudioSystem.getAudioInputStream(TELEPHONE, recording)) {
      if (recording.getFormat().getSampleRate() != TELEPHONE.getSampleRate()
          || recording.getFormat().getChannels() != 1) {
        throw new IllegalArgumentException("not 8 kHz mono");
      }
      return ulaw.readNBytes(MAX_MS * MuLaw.PER_MS + 1);
    }
  }
}
