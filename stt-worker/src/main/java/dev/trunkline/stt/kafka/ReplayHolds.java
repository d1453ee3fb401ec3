// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.kafka;

import dev.trunkline.events.topic.Topics;
import dev.trunkline.runtime.kafka.UnfinishedWork;
import dev.trunkline.stt.core.StreamId;
import dev.trunkline.stt.core.TranscriptionAction.HoldOffsets;
import java.util.ArrayDeque;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of {@code audio.inbound} and {@code speech} that a successor would need for a stream.
 *
 * <p>Because of another call of the partition, a successor may have to start at audio whose text is
 * published already. It must then read the speech events of that audio too, or its words would be
 * added to the next utterance; with them, it publishes a final that readers recognize as a repeat.
 * So the speech events of an utterance are held, also after its final, for as long as any stream of
 * the partition holds audio from before that final.
 */
final class ReplayHolds {
  private static final long NONE = HoldOffsets.NONE;

  /** Speech events from {@code speechOffset} on belong to audio up to {@code audioOffset}. */
  private record TranscribedUtterance(long speechOffset, long audioOffset) {}

  private final UnfinishedWork unfinished;
  private final String key;
  private final TopicPartition audio;
  private final TopicPartition speech;
  private final ArrayDeque<TranscribedUtterance> transcribed = new ArrayDeque<>();
  private long lastReadAudioOffset = NONE;
  private long openSpeechOffset = NONE;
  private long audioHold = NONE;
  private long speechHold = NONE;

  ReplayHolds(UnfinishedWork unfinished, StreamId stream, int partition) {
    this.unfinished = unfinished;
    this.key = stream.callSid() + "/" + stream.streamSid();
    this.audio = new TopicPartition(Topics.AUDIO_INBOUND.name(), partition);
    this.speech = new TopicPartition(Topics.SPEECH.name(), partition);
  }

  /** An audio record of the stream was read. */
  void audioRead(long offset) {
    lastReadAudioOffset = offset;
  }

  /** The first records that the stream itself still needs, or {@link HoldOffsets#NONE}. */
  void update(long firstAudio, long firstSpeech) {
    audioHold = move(audio, audioHold, firstAudio);
    if (openSpeechOffset != NONE && openSpeechOffset != firstSpeech) {
      transcribed.add(new TranscribedUtterance(openSpeechOffset, lastReadAudioOffset));
    }
    openSpeechOffset = firstSpeech;
    holdSpeech();
  }

  /**
   * Releases speech events that no successor would read. Only on the polling thread, which commits
   * both partitions together: there the one offset cannot get ahead of the other.
   */
  void settle() {
    if (transcribed.isEmpty()) {
      return;
    }
    long firstAudio = unfinished.committable(audio, Long.MAX_VALUE);
    while (!transcribed.isEmpty() && transcribed.getFirst().audioOffset() < firstAudio) {
      transcribed.remove();
    }
    holdSpeech();
  }

  void release() {
    audioHold = move(audio, audioHold, NONE);
    speechHold = move(speech, speechHold, NONE);
  }

  private void holdSpeech() {
    speechHold =
        move(
            speech,
            speechHold,
            transcribed.isEmpty() ? openSpeechOffset : transcribed.getFirst().speechOffset());
  }

  private long move(TopicPartition partition, long before, long now) {
    if (now == NONE) {
      if (before != NONE) {
        unfinished.release(partition, key);
      }
    } else if (now != before) {
      unfinished.hold(partition, key, now);
    }
    return now;
  }
}
