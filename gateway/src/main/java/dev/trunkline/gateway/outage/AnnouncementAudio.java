// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.outage;

import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.runtime.assistant.Assistants;
import dev.trunkline.runtime.assistant.FilePosition;
import dev.trunkline.runtime.assistant.LocatedText;
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
  private static final String CURE =
      "set the path of a WAV file: 8 kHz, mono, 16-bit PCM or µ-law, at most 10 s";
  private static final int MAX_MS = 10_000;
  private static final AudioFormat TELEPHONE =
      new AudioFormat(AudioFormat.Encoding.ULAW, 8_000, 8, 1, 1, 8_000, false);

  private AnnouncementAudio() {}

  /**
   * 8 kHz µ-law: the file that {@code outage.audio} names, else “One moment, please.”
   *
   * @throws dev.trunkline.runtime.settings.InvalidSetting if the file is not such a recording
   */
  static byte[] from(Assistants assistants) {
    Optional<LocatedText> own = assistants.outage().audio();
    String wrong;
    try (InputStream in =
        own.isPresent()
            ? Files.newInputStream(Path.of(own.get().text()))
            : Objects.requireNonNull(
                AnnouncementAudio.class.getResourceAsStream("one-moment.wav"))) {
      byte[] ulaw = ulaw(in);
      if (ulaw.length > 0 && ulaw.length <= MAX_MS * MuLaw.PER_MS) {
        return ulaw;
      }
      wrong = "names a recording of " + ulaw.length / MuLaw.PER_MS + " ms";
    } catch (UnsupportedAudioFileException | IllegalArgumentException e) {
      wrong = "names a file that is not a telephone recording";
    } catch (IOException e) {
      wrong = "names a file that cannot be read (" + e.getClass().getSimpleName() + ")";
    }
    FilePosition position = own.map(LocatedText::position).orElseThrow(IllegalStateException::new);
    assistants.errors().add(position, "audio " + wrong + "; " + CURE);
    assistants.errors().throwIfAny();
    throw new IllegalStateException(wrong);
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
