// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech.decoder;

/**
 * A decoder over a shared {@link SpeechModel}. What it learns of the line is its mean spectrum.
 * About 1 MB, all of it heap.
 */
public final class SpeechDecoder implements SegmentDecoder {
  private final MelCepstrum cepstrum = new MelCepstrum();
  private final FeatureStream features = new FeatureStream();
  private final WordDecoder words;

  SpeechDecoder(SpeechModel model) {
    words = new WordDecoder(model);
  }

  @Override
  public void accept(short[] pcm16k, int offset, int length) {
    cepstrum.accept(pcm16k, offset, length, frame -> features.accept(frame, words::accept));
  }

  @Override
  public String partial() {
    return words.partial();
  }

  @Override
  public String finish() {
    features.finish(words::accept);
    cepstrum.reset();
    return words.finish();
  }

  /** There is nothing to free. */
  @Override
  public void close() {}
}
