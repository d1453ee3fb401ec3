// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

import dev.trunkline.simulator.speech.decoder.SpeechModel;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Listens with a decoder in Java for the sentences of {@code caller-sentences.txt} and the like:
 * closed vocabulary, US English. All sessions share the models and a fixed set of threads, one per
 * processor; a session costs about 1 MB and, during speech, about a tenth of a processor.
 */
public final class JvmRecognizer implements Recognizer {
  private final SpeechModel model;
  private final DecodingThreads threads = new DecodingThreads();

  /** Loads the models from the class path, in one to three seconds. */
  public JvmRecognizer() {
    var sentences = CallerCorpus.sentences();
    try {
      model = SpeechModel.of(sentences, CallerCorpus.vocabulary(sentences));
    } catch (IOException e) {
      throw new UncheckedIOException("the speech models cannot be read", e);
    }
  }

  @Override
  public String name() {
    return "jvm";
  }

  @Override
  public RecognitionSession open() {
    return new DecodingSession(model.decoder(), threads);
  }

  /** Ends the threads; sessions still open answer no more. */
  @Override
  public void close() {
    threads.close();
  }
}
