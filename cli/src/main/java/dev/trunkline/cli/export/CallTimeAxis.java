// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.export;

import dev.trunkline.cli.log.CallLog;
import dev.trunkline.events.CallEvent.CallEnded;
import dev.trunkline.events.Event;
import dev.trunkline.events.PlaybackEvent.PlaybackFinished;
import dev.trunkline.events.PlaybackEvent.PlaybackInterrupted;
import dev.trunkline.events.PlaybackEvent.PlaybackStarted;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.UnreadableRecord;
import dev.trunkline.events.topic.InboundAudio;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.runtime.kafka.KafkaRecords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One axis for a call that had several streams, each of whose media time begins at zero:
 * milliseconds since the first frame of the first stream. Between streams wall clocks are compared.
 */
final class CallTimeAxis {
  private final Map<String, Long> begins = new LinkedHashMap<>();
  private final List<InboundAudio> frames = new ArrayList<>();
  private long firstAtMs = Long.MIN_VALUE;

  CallTimeAxis(CallLog call) {
    for (ConsumerRecord<String, byte[]> message : call.of(Topics.AUDIO_INBOUND.name())) {
      try {
        InboundAudio frame = KafkaRecords.inboundAudio(message);
        firstAtMs = firstAtMs == Long.MIN_VALUE ? message.timestamp() : firstAtMs;
        begins.putIfAbsent(frame.streamSid(), message.timestamp() - firstAtMs - frame.mediaMs());
        frames.add(frame);
      } catch (UnreadableRecord e) {
        // The ledgers tell of it.
      }
    }
  }

  /** The caller's frames, in the order of the log. */
  List<InboundAudio> frames() {
    return frames;
  }

  /** A stream's media time on the call's axis. */
  long ms(String streamSid, long mediaMs) {
    return begins.getOrDefault(streamSid, 0L) + mediaMs;
  }

  /** An event whose media times are on the call's axis; others as they are. */
  Event onAxis(Event event) {
    return switch (event) {
      case FinalTranscript e ->
          new FinalTranscript(
              e.callSid(),
              e.streamSid(),
              ms(e.streamSid(), e.startMs()),
              ms(e.streamSid(), e.endMs()),
              e.text(),
              e.speechEndedAtMs(),
              e.atMs());
      case PlaybackStarted e ->
          new PlaybackStarted(
              e.callSid(),
              e.streamSid(),
              e.turn(),
              ms(e.streamSid(), e.mediaMs()),
              e.firstAudioAtMs(),
              e.atMs());
      case PlaybackFinished e ->
          new PlaybackFinished(
              e.callSid(), e.streamSid(), e.turn(), ms(e.streamSid(), e.mediaMs()), e.atMs());
      case PlaybackInterrupted e ->
          new PlaybackInterrupted(
              e.callSid(),
              e.streamSid(),
              e.turn(),
              e.segment(),
              e.segmentHeard(),
              e.heardMs(),
              ms(e.streamSid(), e.mediaMs()),
              e.unspoken(),
              e.atMs());
      case CallEnded e ->
          new CallEnded(
              e.callSid(),
              e.streamSid(),
              e.cause(),
              e.durationMs() < 0 ? e.durationMs() : ms(e.streamSid(), e.durationMs()),
              e.atMs());
      default -> event; // The rest has no media time that matters here.
    };
  }
}
