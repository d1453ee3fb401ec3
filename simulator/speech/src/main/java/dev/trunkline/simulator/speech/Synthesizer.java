// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

import java.util.function.Supplier;

/** Turns text into speech. Loaded and warm once made; thread-safe. */
public interface Synthesizer {
  /** A short name for logs and reports. */
  String name();

  /**
   * Speaks a text; blocks until all of it is spoken. A text without a word gives no samples.
   *
   * @throws EngineFailure if the engine fails or takes too long
   */
  SynthesizedSpeech speak(String text);

  /** Told of what a telephone plays of a text that was spoken: 8 kHz µ-law. */
  default void delivered(String text, Supplier<byte[]> muLaw) {}
}
