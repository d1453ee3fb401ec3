package dev.trunkline.simulator.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * A program that prints what the recogniser makes of every clip over a telephone line, and what it
 * costs: as fast as it goes, and how long a commit takes when the audio comes in real time.
 */
final class EngineReport {
  private static final int WARM_UP_ROUNDS = 3;
  private static final int SESSIONS = 20;

  private EngineReport() {}

  public static void main(String[] args) {
    long start = System.nanoTime();
    try (var recognizer = new JvmRecognizer()) {
      IO.println("loaded in " + millisSince(start) + " ms");
      List<Clip> clips = Clips.bundled().all();
      for (int round = 0; round < WARM_UP_ROUNDS; round++) {
        clips.forEach(clip -> hear(recognizer, clip));
      }
      clips.forEach(clip -> IO.println(hear(recognizer, clip)));
      clips.forEach(clip -> IO.println(commitLatency(recognizer, clip)));
      heap(recognizer);
    }
  }

  private static String hear(Recognizer recognizer, Clip clip) {
    short[] pcm = TelephoneLine.heard(clip);
    String said = Clips.normalised(clip.text());
    try (RecognitionSession session = recognizer.open()) {
      long start = System.nanoTime();
      TelephoneLine.play(session, pcm);
      String heard = session.commit();
      double share = millisSince(start) * 16.0 / pcm.length;
      return String.format(
          Locale.ROOT,
          "%-24s %5d ms of audio, %.3f x real time, %d errors%s",
          clip.name(),
          pcm.length / 16,
          share,
          WordErrors.count(said, heard),
          said.equals(heard) ? "" : ": " + said + " -> " + heard);
    }
  }

  private static String commitLatency(Recognizer recognizer, Clip clip) {
    short[] pcm = TelephoneLine.heard(clip);
    try (RecognitionSession session = recognizer.open()) {
      long start = System.nanoTime();
      for (int at = 0; at < pcm.length; at += TelephoneLine.FRAME) {
        session.accept(Arrays.copyOfRange(pcm, at, at + TelephoneLine.FRAME), TelephoneLine.FRAME);
        LockSupport.parkNanos(start + at * 62_500L - System.nanoTime());
      }
      long end = System.nanoTime();
      session.commit();
      return clip.name() + ": committed after " + (System.nanoTime() - end) / 1_000 + " us";
    }
  }

  private static void heap(Recognizer recognizer) {
    List<RecognitionSession> sessions =
        IntStream.range(0, SESSIONS).mapToObj(i -> recognizer.open()).toList();
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long used = (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    IO.println(used + " MB of heap with " + sessions.size() + " sessions open");
    sessions.forEach(RecognitionSession::close);
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }
}
