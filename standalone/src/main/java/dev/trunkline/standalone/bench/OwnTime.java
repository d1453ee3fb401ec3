package dev.trunkline.standalone.bench;

import dev.trunkline.common.event.TurnEvent.TurnLatency;

/** What is left of an answer's time when the providers' share is taken off. */
final class OwnTime {
  /** The original design's latencies, which the stand-ins are set to. */
  static final int STT_MS = 150;

  static final int LLM_MS = 500;
  static final int TTS_MS = 200;

  private OwnTime() {}

  /** In milliseconds: every hop, queue and codec between speech end and the caller's line. */
  static double of(TurnLatency latency) {
    return latency.transcriptMs()
        - STT_MS
        + latency.requestMs()
        + latency.firstTokenMs()
        - LLM_MS
        + latency.firstSegmentMs()
        + latency.firstAudioMs()
        - TTS_MS
        + latency.playoutMs();
  }
}
