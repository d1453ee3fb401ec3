// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.scribe;

import dev.trunkline.simulator.speech.RecognitionSession;
import dev.trunkline.simulator.speech.Recognizer;
import java.util.List;

/** The recogniser of one session, with the session's time axis. One thread. */
final class SessionRecognizer implements AutoCloseable {
  private final RecognitionSession session;
  private final AudioFormat.Decoder decoder;
  private final EnergyDetector detector;
  private final boolean punctuation;
  private long samples;
  private long committedSamples;

  SessionRecognizer(
      Recognizer recognizer, AudioFormat format, EnergyDetector detector, boolean punctuation) {
    session = recognizer.open();
    decoder = format.decoder();
    this.detector = detector;
    this.punctuation = punctuation;
  }

  void hear(byte[] audio) {
    short[] heard = decoder.decode(audio);
    samples += heard.length;
    detector.accept(heard);
    session.accept(heard, heard.length);
  }

  long totalMs() {
    return samples * 1000 / AudioFormat.ENGINE_RATE;
  }

  long uncommittedMs() {
    return (samples - committedSamples) * 1000 / AudioFormat.ENGINE_RATE;
  }

  /** What has been understood of the open segment so far. */
  String partial() {
    return punctuation ? ScribeSpelling.partial(session.partial()) : session.partial();
  }

  /** Ends the segment. Its words share the time between its first and its last loud moment. */
  List<SpokenWord> commit() {
    String text = session.commit();
    double startSeconds = (double) committedSamples / AudioFormat.ENGINE_RATE;
    double endSeconds = (double) samples / AudioFormat.ENGINE_RATE;
    if (detector.speechStartMs() >= 0) {
      startSeconds = detector.speechStartMs() / 1000.0;
      endSeconds = detector.speechEndMs() / 1000.0;
    }
    committedSamples = samples;
    detector.reset();
    return SpokenWord.share(
        punctuation ? ScribeSpelling.sentence(text) : text, startSeconds, endSeconds);
  }

  @Override
  public void close() {
    session.close();
  }
}
