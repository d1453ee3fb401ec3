// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech.decoder;

/**
 * Listens to one call, segment by segment: audio in, words out, worked out while the audio comes
 * in. What it has learnt of the line stays from segment to segment. One thread at a time.
 */
public interface SegmentDecoder extends AutoCloseable {
  /** Takes 16 kHz audio of any length; returns when it is decoded. */
  void accept(short[] pcm16k, int offset, int length);

  /** The words so far, lower case, without the one that is being spoken; "" if none. */
  String partial();

  /** The words of the segment, "" if none; the next audio begins another segment. */
  String finish();

  /** The call is over, perhaps in the middle of a segment. Closing again does nothing. */
  @Override
  void close();
}
