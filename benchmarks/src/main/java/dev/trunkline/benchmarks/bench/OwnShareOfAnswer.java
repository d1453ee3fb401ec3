// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.bench;

import dev.trunkline.events.TurnEvent.TurnLatency;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is left of an answer's time when the providers' share is taken off: every hop, queue and
 * codec. Only of answers that were not asked for ahead of time, whose stages overlap with the
 * silence.
 */
final class OwnShareOfAnswer {
  /** The original design's latencies, which the stand-ins are set to. */
  static final int STT_MS = 150;

  static final int LLM_MS = 500;
  static final int TTS_MS = 200;

  private OwnShareOfAnswer() {}

  /** True if the answer was requested after its words were known. */
  static boolean isPlain(TurnLatency latency) {
    return latency.answerMs() >= 0 && latency.transcriptMs() > 0;
  }

  /** By stage, in milliseconds; the sum is what Trunkline adds between speech end and line. */
  static Map<String, Double> of(TurnLatency latency) {
    var own = new LinkedHashMap<String, Double>();
    own.put("transcript", (double) latency.transcriptMs() - STT_MS);
    own.put("request", (double) latency.requestMs());
    own.put("first token", (double) latency.firstTokenMs() - LLM_MS);
    own.put("first segment", (double) latency.firstSegmentMs());
    own.put("first audio", (double) latency.firstAudioMs() - TTS_MS);
    own.put("play-out", (double) latency.playoutMs());
    return own;
  }
}
