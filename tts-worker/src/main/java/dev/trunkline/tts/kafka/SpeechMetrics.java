// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.kafka;

import dev.trunkline.tts.core.SpeechAction;

/** Counts what the calls of a worker report. Thread-safe. */
public interface SpeechMetrics {
  void count(SpeechAction.Report report);

  /** A record of a call that has ended was dropped. */
  void recordAfterCallEnd();
}
