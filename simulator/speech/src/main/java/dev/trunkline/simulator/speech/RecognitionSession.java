// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

/**
 * Listens to one caller. Audio between two commits is a segment. One thread at a time, except that
 * {@link #partial} may be asked from any.
 */
public interface RecognitionSession extends AutoCloseable {
  /**
   * Takes 16 kHz mono audio, in pieces of any length, and returns at once: the audio is copied and
   * decoded on another thread.
   */
  void accept(short[] pcm16k, int length);

  /** The best guess of the open segment so far, lower case without punctuation; "" if none. */
  String partial();

  /**
   * The text of the segment, "" if nothing was said. Waits, within a bound, until all accepted
   * audio is decoded; audio accepted later belongs to the next segment.
   */
  String commit();

  @Override
  void close();
}
