// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.core;

import dev.trunkline.events.topic.InboundAudio;

/** What {@link StreamDetector} decides about. */
public sealed interface DetectorInput {

  /** A record of the stream was read from {@code audio.inbound}; its end mark included. */
  record FrameRead(InboundAudio frame, long offset) implements DetectorInput {}

  /**
   * The model scored the stream's next window.
   *
   * @param probability of speech, 0 to 1
   */
  record WindowScored(float probability) implements DetectorInput {}

  /** All complete windows were scored, as {@link DetectorAction.ScoreNow} demanded. */
  record ScoringDone() implements DetectorInput {}

  /** No more audio of the stream follows. */
  record StreamStopped() implements DetectorInput {}
}
