package dev.trunkline.simulator.engine.decoder;

/**
 * Listens to one call: audio in, words out, worked out while the audio comes in. What it has learnt
 * of the line (its mean spectrum) stays from segment to segment. About 1 MB; not thread-safe.
 */
public final class SpeechDecoder {
  private final MelCepstrum cepstrum = new MelCepstrum();
  private final FeatureStream features = new FeatureStream();
  private final WordDecoder words;

  SpeechDecoder(SpeechModel model) {
    words = new WordDecoder(model);
  }

  /** Takes 16 kHz audio of any length; returns when it is decoded. */
  public void accept(short[] pcm16k, int offset, int length) {
    cepstrum.accept(pcm16k, offset, length, frame -> features.accept(frame, words::accept));
  }

  /** The words so far, without the one that is being spoken; "" if none. */
  public String partial() {
    return words.partial();
  }

  /** The words of the segment, "" if none; the next audio begins another segment. */
  public String finish() {
    features.finish(words::accept);
    cepstrum.reset();
    return words.finish();
  }
}
