// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.demo;

import dev.trunkline.events.audio.HalfBand;
import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.simulator.speech.Clips;
import dev.trunkline.simulator.speech.Synthesizer;
import dev.trunkline.simulator.telephone.CallScript;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/**
 * Something a caller says: its words where they are known, and its sound as a telephone sends it.
 *
 * @param ulaw 8 kHz µ-law
 */
public record PhoneCallSession(String text, byte[] ulaw) {
  private static final AudioFormat TELEPHONE = new AudioFormat(8_000, 16, 1, true, false);

  /** A sentence: the bundled recording of it if there is one, else spoken by {@code voice}. */
  public static PhoneCallSession spoken(String text, Clips clips, Supplier<Synthesizer> voice) {
    return clips
        .saying(text)
        .map(clip -> new PhoneCallSession(clip.text(), clip.muLaw()))
        .orElseGet(() -> new PhoneCallSession(text, narrow(voice.get().speak(text).pcm())));
  }

  /**
   * A recording.
   *
   * @param file a WAV file of any rate and size the JDK reads
   * @throws InvalidSetting if it cannot be read
   */
  public static PhoneCallSession recorded(Path file) {
    try (AudioInputStream original = AudioSystem.getAudioInputStream(file.toFile());
        AudioInputStream telephone = AudioSystem.getAudioInputStream(TELEPHONE, original)) {
      byte[] bytes = telephone.readAllBytes();
      var codes = new byte[bytes.length / 2];
      for (int i = 0; i < codes.length; i++) {
        codes[i] = MuLaw.encode((short) ((bytes[2 * i] & 0xFF) | (bytes[2 * i + 1] << 8)));
      }
      return new PhoneCallSession("[" + file.getFileName() + "]", codes);
    } catch (UnsupportedAudioFileException | IllegalArgumentException | IOException e) {
      throw new InvalidSetting(
          "--wav",
          "names " + file + ", which cannot be read (" + e.getMessage() + ")",
          "give a WAV file, 16-bit PCM, best at 8 kHz mono");
    }
  }

  /** This line as a part of a caller's script. */
  public CallScript.Part part() {
    return CallScript.say(text, ulaw);
  }

  private static byte[] narrow(short[] pcm16k) {
    var samples = new short[pcm16k.length / 2 + 1];
    int length = HalfBand.down().down(pcm16k, pcm16k.length, samples);
    var codes = new byte[length];
    MuLaw.encode(samples, length, codes);
    return codes;
  }
}
