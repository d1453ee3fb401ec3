package dev.trunkline.simulator.engine;

import dev.trunkline.simulator.engine.pocketsphinx.DecoderPool;
import dev.trunkline.simulator.engine.pocketsphinx.PocketSphinxLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutorService;

public final class PocketSphinxRecognizer implements Recognizer {
  private static final int MAX_SESSIONS = 50;
  private final DecoderPool decoders;
  private final ExecutorService workers = DecodingSession.workers();

  public PocketSphinxRecognizer(PocketSphinxLibrary library) {
    var sentences = CallerCorpus.sentences();
    try {
      decoders =
          new DecoderPool(library, MAX_SESSIONS, sentences, CallerCorpus.vocabulary(sentences));
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
    return new DecodingSession(
        decoders.borrow().orElseThrow(() -> new EngineFailure("all in use")), workers);
  }

  @Override
  public void close() {
    workers.shutdownNow();
    decoders.close();
  }
}
