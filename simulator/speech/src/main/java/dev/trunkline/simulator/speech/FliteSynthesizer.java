// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Speaks with the program {@code flite}, one short-lived process a text (about 50 ms), as many at
 * once as there are processors. Flite gives no times, so the words share the audible part by their
 * letters.
 */
public final class FliteSynthesizer implements Synthesizer {
  private static final long TIMEOUT_MS = 10_000;

  private final Path program;
  private final String voice;
  private final Semaphore slots = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

  /** Speaks with a voice of 16 kHz, such as rms or slt. */
  public FliteSynthesizer(Path program, String voice) {
    this.program = program;
    this.voice = voice;
  }

  /** Where flite is, if it is on the PATH. */
  public static Optional<Path> program(String searchPath) {
    return List.of(searchPath.split(File.pathSeparator)).stream()
        .map(folder -> Path.of(folder, "flite"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public String name() {
    return "flite " + voice;
  }

  @Override
  public SynthesizedSpeech speak(String text) {
    if (text.codePoints().noneMatch(Character::isLetterOrDigit)) {
      return new SynthesizedSpeech(
          new short[0], SynthesizedSpeech.SAMPLE_RATE, WordTime.wordsOf(text));
    }
    boolean mine = false;
    try {
      mine = slots.tryAcquire(TIMEOUT_MS, TimeUnit.MILLISECONDS);
      if (!mine) {
        throw new EngineFailure("flite is busy with other texts");
      }
      return run(text);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineFailure("interrupted while flite speaks", e);
    } catch (IOException e) {
      throw new EngineFailure("flite cannot be run", e);
    } finally {
      if (mine) {
        slots.release();
      }
    }
  }

  private SynthesizedSpeech run(String text) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("flite");
    Path words = folder.resolve("text");
    Path wav = folder.resolve("wav");
    try {
      Files.writeString(words, text, StandardCharsets.UTF_8);
      Process process =
          new ProcessBuilder(
                  program.toString(), "-voice", voice, "-f", words.toString(), "-o", wav.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      await(process);
      short[] pcm = Wav.read(Files.readAllBytes(wav));
      return new SynthesizedSpeech(pcm, SynthesizedSpeech.SAMPLE_RATE, times(text, pcm));
    } finally {
      Files.deleteIfExists(words);
      Files.deleteIfExists(wav);
      Files.deleteIfExists(folder);
    }
  }

  private static void await(Process process) throws InterruptedException {
    try {
      if (!process.waitFor(TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
        throw new EngineFailure("flite took longer than " + TIMEOUT_MS + " ms");
      }
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new EngineFailure("flite ended with status " + process.exitValue());
    }
  }

  private static List<WordTime> times(String text, short[] pcm) {
    AudiblePart audible = AudiblePart.of(pcm, SynthesizedSpeech.SAMPLE_RATE / 100);
    return WordTime.share(text, audible.from() * 10, audible.to() * 10);
  }
}
