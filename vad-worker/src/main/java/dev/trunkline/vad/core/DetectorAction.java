// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.core;

import dev.trunkline.events.SpeechEvent;
import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.topic.ReturnAddress;

/** What {@link StreamDetector} wants done, in this order. */
public sealed interface DetectorAction {

  /** Append silence to the model's input: audio is missing. */
  record AppendSilence(int samples) implements DetectorAction {}

  /** Append {@code count} samples of µ-law, from index {@code from}, to the model's input. */
  record AppendAudio(byte[] ulaw, int from, int count) implements DetectorAction {}

  /**
   * So many more windows of the appended audio are complete: score them, together with those of
   * other streams, and pass each result back as {@link DetectorInput.WindowScored}, in order.
   */
  record ScoreWindows(int count) implements DetectorAction {}

  /**
   * The model's input is full in the middle of a frame: score all complete windows, then pass
   * {@link DetectorInput.ScoringDone}, before the next frame.
   */
  record ScoreNow() implements DetectorAction {}

  /** Publish an event. */
  record Publish(SpeechEvent event, ReturnAddress to) implements DetectorAction {}

  /**
   * Have the turn model judge whether the caller has finished.
   *
   * @param ulaw the caller's turn up to the end of the utterance
   */
  record JudgeTurn(SpeechEnded end, byte[] ulaw, ReturnAddress to) implements DetectorAction {}

  /** The stream needs the records from {@code offset} on: commit no further. */
  record Hold(long offset) implements DetectorAction {}

  /**
   * The frame does not continue the stream: score what is complete, stop this detector, and give
   * the frame to a new one.
   */
  record Restart() implements DetectorAction {}

  /** The end mark was read: score what is complete, and stop this detector. */
  record EndStream() implements DetectorAction {}

  /** Something to count. */
  sealed interface Report extends DetectorAction {}

  /** The frame was read before, and is skipped. */
  record FrameRepeated() implements Report {}

  /** Frames before this one never arrived. */
  record FramesMissing(long count) implements Report {}
}
