// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

import dev.trunkline.simulator.speech.pocketsphinx.NativeDecoders;
import dev.trunkline.simulator.speech.pocketsphinx.PocketSphinxLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Listens with pocketsphinx, which must be installed, for the same sentences as {@link
 * JvmRecognizer} and with the same models.
 */
public final class PocketSphinxRecognizer implements Recognizer {
  private static final int MAX_SESSIONS = 64;

  private final int maxSessions;
  private final NativeDecoders decoders;
  private final DecodingThreads threads = new DecodingThreads();

  /** Loads the models and makes the first decoder, in about a second. */
  public PocketSphinxRecognizer(PocketSphinxLibrary library) {
    this(library, MAX_SESSIONS);
  }

  PocketSphinxRecognizer(PocketSphinxLibrary library, int maxSessions) {
    this.maxSessions = maxSessions;
    var sentences = CallerCorpus.sentences();
    try {
      decoders =
          new NativeDecoders(library, maxSessions, sentences, CallerCorpus.vocabulary(sentences));
    } catch (IOException e) {
      throw new UncheckedIOException("the speech models cannot be copied", e);
    }
  }

  @Override
  public String name() {
    return "pocketsphinx";
  }

  @Override
  public RecognitionSession open() {
    return decoders
        .open()
        .map(decoder -> new DecodingSession(decoder, threads))
        .orElseThrow(() ->
            new EngineFailure(
                "pocketsphinx is closed or listens to %d callers already".formatted(maxSessions)));
  }

  /** Ends the threads and frees all native memory; sessions still open answer no more. */
  @Override
  public void close() {
    threads.close();
    decoders.close();
  }
}
