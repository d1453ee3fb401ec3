// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

import dev.trunkline.events.audio.MuLaw;

/**
 * Knows recordings by their sound, exactly and at next to no cost: for tests of timing and load,
 * where recognition must neither err nor take a processor. The telephone must play the very codes
 * that were registered, unmixed; they survive µ-law, lost frames, and up-sampling that keeps the
 * samples it is given (half-band filters and linear interpolation do). Anything else is silence.
 */
public final class OracleRecognizer implements Recognizer {
  private static final int BLOCK = 10 * MuLaw.PER_MS;

  private final Fingerprints fingerprints = new Fingerprints();

  /** Knows the clips given; more can be registered at any time. */
  public OracleRecognizer(Clips clips) {
    clips.all().forEach(this::register);
  }

  /** Learns a clip; what the telephone plays must be {@link Clip#muLaw()}. */
  public void register(Clip clip) {
    register(Clips.normalised(clip.text()), clip.muLaw());
  }

  /** Learns 8 kHz µ-law audio that says a text, to be given back as it is. */
  public void register(String text, byte[] muLaw) {
    var pcm = new short[muLaw.length];
    MuLaw.decode(muLaw, pcm);
    AudiblePart audible = AudiblePart.of(pcm, BLOCK);
    fingerprints.add(
        new Fingerprints.Recording(text, audible.from() * BLOCK, audible.to() * BLOCK), muLaw);
  }

  @Override
  public String name() {
    return "oracle";
  }

  @Override
  public RecognitionSession open() {
    return new OracleSession(fingerprints);
  }
}
