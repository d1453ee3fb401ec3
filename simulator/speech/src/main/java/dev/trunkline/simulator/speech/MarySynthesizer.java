// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

import java.io.IOException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sound.sampled.AudioInputStream;
import marytts.LocalMaryInterface;
import marytts.exceptions.MaryConfigurationException;
import marytts.exceptions.SynthesisException;
import org.w3c.dom.Document;

/**
 * Speaks with MaryTTS 5.2.1 and its voice cmu-slt-hsmm, inside this JVM: US English, 48 kHz brought
 * down to 16. One text at a time; others wait their turn. Making one takes several seconds, after
 * which it is warm.
 */
public final class MarySynthesizer implements Synthesizer {
  private static final String VOICE = "cmu-slt-hsmm";
  private static final int NATIVE_RATE = 48_000;
  private static final long TIMEOUT_MS = 20_000;

  /** Mary would else write log/server.log where the process runs; ours says nothing. */
  private static final String LOG_CONFIG = "log.config";

  private final ReentrantLock turn = new ReentrantLock(true);
  private final LocalMaryInterface mary;

  /**
   * Loads the voice and speaks a sentence unheard.
   *
   * @throws EngineFailure if MaryTTS does not start
   */
  public MarySynthesizer() {
    System.setProperty(LOG_CONFIG, "jar:/mary-log.properties");
    try {
      mary = new LocalMaryInterface();
      mary.setVoice(VOICE);
      mary.setLocale(Locale.US);
    } catch (MaryConfigurationException e) {
      throw new EngineFailure("MaryTTS does not start", e);
    }
    speak("This is a warm up sentence, number one.");
  }

  @Override
  public String name() {
    return "mary";
  }

  @Override
  public SynthesizedSpeech speak(String text) {
    if (readable(text).codePoints().noneMatch(Character::isLetterOrDigit)) {
      return new SynthesizedSpeech(
          new short[0], SynthesizedSpeech.SAMPLE_RATE, WordTime.wordsOf(text));
    }
    try {
      if (!turn.tryLock(TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
        throw new EngineFailure("MaryTTS is busy with other texts");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineFailure("interrupted while waiting for MaryTTS", e);
    }
    try {
      return synthesize(text);
    } catch (SynthesisException | IOException e) {
      throw new EngineFailure("MaryTTS cannot speak this text", e);
    } finally {
      turn.unlock();
    }
  }

  /** In two steps: the durations of all phones, then the sound, so that words have times. */
  private SynthesizedSpeech synthesize(String text) throws SynthesisException, IOException {
    mary.setInputType("TEXT");
    mary.setOutputType("ACOUSTPARAMS");
    Document phones = mary.generateXML(readable(text));
    mary.setInputType("ACOUSTPARAMS");
    mary.setOutputType("AUDIO");
    try (AudioInputStream audio = mary.generateAudio(phones)) {
      if (audio.getFormat().getSampleRate() != NATIVE_RATE) {
        throw new IOException("a voice of another sample rate: " + audio.getFormat());
      }
      short[] pcm = Wav.samples(bytes(audio), audio.getFormat().isBigEndian());
      short[] narrow = Decimator.decimate(pcm, NATIVE_RATE / SynthesizedSpeech.SAMPLE_RATE);
      return new SynthesizedSpeech(
          narrow, SynthesizedSpeech.SAMPLE_RATE, MaryTimings.of(phones, text));
    }
  }

  /**
   * The text in the characters that Mary knows: an "@" would send her into a search that does not
   * end within minutes, and signs beyond ASCII say nothing to her.
   */
  private static String readable(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .replace('’', '\'')
        .replace("@", " at ")
        .replaceAll("[^\\x20-\\x7E]", " ");
  }

  /** Mary's streams do not keep the contract that {@code readAllBytes} relies on. */
  private static byte[] bytes(AudioInputStream audio) throws IOException {
    var bytes =
        new byte[Math.toIntExact(audio.getFrameLength()) * audio.getFormat().getFrameSize()];
    int read = 0;
    while (read < bytes.length) {
      int more = audio.read(bytes, read, bytes.length - read);
      if (more <= 0) {
        throw new IOException("the audio ends after " + read + " of " + bytes.length + " bytes");
      }
      read += more;
    }
    return bytes;
  }
}
