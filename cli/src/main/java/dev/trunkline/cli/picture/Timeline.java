// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.picture;

import java.util.List;

/**
 * A call on one axis: milliseconds since its first frame.
 *
 * @param title what stands above it
 * @param caller the caller's voice, 8 kHz
 * @param assistant the assistant's voice as the caller heard it, 8 kHz
 * @param utterances what was understood of the caller
 * @param turns what was heard of the assistant
 * @param marks single moments, such as an interruption or a key
 */
public record Timeline(
    String title,
    short[] caller,
    short[] assistant,
    List<Span> utterances,
    List<Span> turns,
    List<Mark> marks) {

  /**
   * A stretch of speech and its words.
   *
   * @param note what stands beside it, for example how long the answer took
   */
  public record Span(long startMs, long endMs, String text, String note) {}

  /** A moment. */
  public record Mark(long atMs, String text) {}

  long durationMs() {
    return Math.max(caller.length, assistant.length) / 8;
  }
}
