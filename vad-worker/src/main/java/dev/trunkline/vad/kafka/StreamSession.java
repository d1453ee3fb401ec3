// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.kafka;

import dev.trunkline.vad.core.StreamDetector;
import dev.trunkline.vad.provider.silero.SileroStream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One stream of a call: its detector, and its handle at the model. Not thread-safe. */
final class StreamSession {
  final TopicPartition partition;
  final String callSid;
  final String streamSid;

  /** The stream of the call that this one replaced; null for the call's first stream. */
  final @Nullable String formerStreamSid;

  final StreamDetector detector;
  final SileroStream modelInput;

  /** When the last frame was read, by {@link System#nanoTime}. */
  long lastFrameNanos;

  /** Windows that wait to be scored. */
  int windowsToScore;

  StreamSession(
      TopicPartition partition,
      String callSid,
      String streamSid,
      @Nullable String formerStreamSid,
      StreamDetector detector,
      SileroStream modelInput) {
    this.partition = partition;
    this.callSid = callSid;
    this.streamSid = streamSid;
    this.formerStreamSid = formerStreamSid;
    this.detector = detector;
    this.modelInput = modelInput;
  }
}
