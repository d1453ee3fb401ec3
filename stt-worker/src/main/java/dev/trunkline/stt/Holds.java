// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import dev.trunkline.events.topic.Topics;
import dev.trunkline.runtime.kafka.UnfinishedWork;
import java.util.ArrayDeque;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * What a stream still needs of its partition of {@code audio.inbound} and of {@code speech}.
 *
 * <p>A call beside it may make a successor begin to read at audio whose words are published
 * already. It must then read the speech events of that audio too, or those words would run into the
 * next utterance; told again as what they are, they are a final that readers know. So the events of
 * an utterance are held, also after its final, for as long as any stream of the partition holds
 * audio from before that final.
 */
final class Holds {
  private static final long NOTHING = -1;

  /** Speech events from {@code speechOffset} on belong to audio up to {@code audioOffset}. */
  private record Told(long speechOffset, long audioOffset) {}

  private final UnfinishedWork unfinished;
  private final String key;
  private final TopicPartition audio;
  private final TopicPartition speech;
  private final ArrayDeque<Told> told = new ArrayDeque<>();
  private long lastReadOffset = NOTHING;
  private long openSpeechOffset = NOTHING;
  private long audioHold = NOTHING;
  private long speechHold = NOTHING;

  Holds(UnfinishedWork unfinished, Stream stream, int partition) {
    this.unfinished = unfinished;
    this.key = stream.callSid() + "/" + stream.streamSid();
    this.audio = new TopicPartition(Topics.AUDIO_INBOUND.name(), partition);
    this.speech = new TopicPartition(Topics.SPEECH.name(), partition);
  }

  /** An audio record of the stream was read. */
  void read(long offset) {
    lastReadOffset = offset;
  }

  /** The first records that the stream itself still needs. */
  void update(OptionalLong firstAudio, OptionalLong firstSpeech) {
    audioHold = move(audio, audioHold, firstAudio.orElse(NOTHING));
    long open = firstSpeech.orElse(NOTHING);
    if (openSpeechOffset != NOTHING && openSpeechOffset != open) {
      told.add(new Told(openSpeechOffset, lastReadOffset));
    }
    openSpeechOffset = open;
    speechHold = move(speech, speechHold, told.isEmpty() ? open : told.getFirst().speechOffset());
  }

  /**
   * Lets go of what no successor would read. Only on the polling thread, which commits both
   * partitions together: there the one offset cannot get ahead of the other.
   */
  void settle() {
    long firstAudio = unfinished.committable(audio, Long.MAX_VALUE);
    while (!told.isEmpty() && told.getFirst().audioOffset() < firstAudio) {
      told.remove();
    }
    speechHold =
        move(
            speech, speechHold, told.isEmpty() ? openSpeechOffset : told.getFirst().speechOffset());
  }

  void release() {
    audioHold = move(audio, audioHold, NOTHING);
    speechHold = move(speech, speechHold, NOTHING);
  }

  private long move(TopicPartition partition, long before, long now) {
    if (now == NOTHING) {
      if (before != NOTHING) {
        unfinished.release(partition, key);
      }
    } else if (now != before) {
      unfinished.hold(partition, key, now);
    }
    return now;
  }
}
