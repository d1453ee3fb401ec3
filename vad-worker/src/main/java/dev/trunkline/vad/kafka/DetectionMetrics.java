// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.kafka;

import dev.trunkline.events.SpeechEvent;
import dev.trunkline.vad.core.DetectorAction;

/** Counts what happens to the frames of a worker. */
public interface DetectionMetrics {
  void count(DetectorAction.Report report);

  /** An event was published. */
  void published(SpeechEvent event);

  /** A frame was dropped because another stream has replaced its stream. */
  void staleFrame();
}
