// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

import dev.trunkline.simulator.speech.pocketsphinx.PocketSphinxLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * A program that prints what a recogniser ({@code jvm} or {@code pocketsphinx}) makes of every clip
 * and of other sentences spoken by flite over a telephone line, and what it costs: as fast as it
 * goes, how long a commit takes when the audio comes in real time, and its memory.
 */
final class EngineReport {
  private static final int WARM_UP_ROUNDS = 3;
  private static final int SESSIONS = 20;
  private static final int EVERY = 20;
  private static final List<String> VOICES = List.of("rms", "slt", "awb");

  private EngineReport() {}

  public static void main(String[] args) throws IOException {
    long start = System.nanoTime();
    try (Recognizer recognizer = recognizer(args)) {
      IO.println("loaded in " + millisSince(start) + " ms, " + memory());
      List<Clip> clips = Clips.bundled().all();
      for (int round = 0; round < (Boolean.getBoolean("quick") ? 0 : WARM_UP_ROUNDS); round++) {
        clips.forEach(clip -> hear(recognizer, clip));
      }
      report(recognizer, "the clips", clips);
      for (String voice : VOICES) {
        report(recognizer, "other sentences by " + voice, spoken(voice));
      }
      if (Boolean.getBoolean("quick")) {
        System.exit(0);
      }
      long[] commits =
          clips.stream().mapToLong(clip -> commitMicros(recognizer, clip)).sorted().toArray();
      IO.println(
          "a commit in real time takes %d us (median), %d us (longest)"
              .formatted(commits[commits.length / 2], commits[commits.length - 1]));
      sessions(recognizer);
    }
  }

  private static Recognizer recognizer(String[] args) {
    return List.of(args).contains("pocketsphinx")
        ? new PocketSphinxRecognizer(
            PocketSphinxLibrary.installed(PocketSphinxLibrary.NAME).orElseThrow())
        : new JvmRecognizer();
  }

  /** What was made of one clip, and in what time. */
  private record Heard(Clip clip, String text, long audioMs, long micros) {
    String said() {
      return Clips.normalised(clip.text());
    }

    int errors() {
      return WordErrors.count(said(), text);
    }
  }

  private static Heard hear(Recognizer recognizer, Clip clip) {
    short[] pcm = TelephoneLine.heard(clip);
    try (RecognitionSession session = recognizer.open()) {
      long start = System.nanoTime();
      TelephoneLine.play(session, pcm);
      String text = session.commit();
      return new Heard(clip, text, pcm.length / 16, (System.nanoTime() - start) / 1_000);
    }
  }

  private static void report(Recognizer recognizer, String what, List<Clip> clips) {
    List<Heard> all = clips.stream().map(clip -> hear(recognizer, clip)).toList();
    for (Heard heard : all) {
      if (heard.errors() > 0) {
        IO.println(heard.clip.name() + ": " + heard.said() + " -> " + heard.text);
      }
    }
    IO.println(
        String.format(
            Locale.ROOT,
            "%s: %d errors in %d words, %.3f x real time",
            what,
            all.stream().mapToInt(Heard::errors).sum(),
            all.stream().mapToInt(heard -> heard.said().split(" ").length).sum(),
            all.stream().mapToLong(Heard::micros).sum()
                / 1_000.0
                / all.stream().mapToLong(Heard::audioMs).sum()));
  }

  /** Sentences that a caller may say, of which the recorded clips are a few. */
  private static List<Clip> spoken(String voice) {
    var sentences = CallerCorpus.sentences();
    var flite =
        new FliteSynthesizer(FliteSynthesizer.program(System.getenv("PATH")).orElseThrow(), voice);
    return IntStream.iterate(0, i -> i < sentences.size(), i -> i + EVERY)
        .mapToObj(i -> String.join(" ", sentences.get(i)))
        .map(text -> new Clip("", voice, text, flite.speak(text).pcm()))
        .toList();
  }

  private static long commitMicros(Recognizer recognizer, Clip clip) {
    short[] pcm = TelephoneLine.heard(clip);
    try (RecognitionSession session = recognizer.open()) {
      long start = System.nanoTime();
      for (int at = 0; at < pcm.length; at += TelephoneLine.FRAME) {
        session.accept(Arrays.copyOfRange(pcm, at, at + TelephoneLine.FRAME), TelephoneLine.FRAME);
        LockSupport.parkNanos(start + at * 62_500L - System.nanoTime());
      }
      long end = System.nanoTime();
      session.commit();
      return (System.nanoTime() - end) / 1_000;
    }
  }

  private static void sessions(Recognizer recognizer) throws IOException {
    long start = System.nanoTime();
    List<RecognitionSession> sessions =
        IntStream.range(0, SESSIONS).mapToObj(i -> recognizer.open()).toList();
    IO.println("%d sessions opened in %d ms, %s".formatted(SESSIONS, millisSince(start), memory()));
    sessions.forEach(RecognitionSession::close);
  }

  private static String memory() throws IOException {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long heap = (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    String resident =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmRSS") || line.startsWith("RssAnon"))
            .map(line -> line.replaceAll("\\s+", " "))
            .reduce("", (a, b) -> a + ", " + b);
    return heap + " MB of heap" + resident;
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }
}
