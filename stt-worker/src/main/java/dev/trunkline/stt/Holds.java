package dev.trunkline.stt;

import dev.trunkline.common.kafka.UnfinishedWork;
import dev.trunkline.common.topic.Topics;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * What a stream still needs of its partition of {@code audio.inbound} and of {@code speech}. Tells
 * {@link UnfinishedWork} only of changes.
 */
final class Holds {
  private static final long NOTHING = -1;

  private final UnfinishedWork unfinished;
  private final String key;
  private final TopicPartition audio;
  private final TopicPartition speech;
  private long audioOffset = NOTHING;
  private long speechOffset = NOTHING;

  Holds(UnfinishedWork unfinished, Stream stream, int partition) {
    this.unfinished = unfinished;
    this.key = stream.callSid() + "/" + stream.streamSid();
    this.audio = new TopicPartition(Topics.AUDIO_INBOUND.name(), partition);
    this.speech = new TopicPartition(Topics.SPEECH.name(), partition);
  }

  void update(OptionalLong firstAudio, OptionalLong firstSpeech) {
    audioOffset = update(audio, audioOffset, firstAudio.orElse(NOTHING));
    speechOffset = update(speech, speechOffset, firstSpeech.orElse(NOTHING));
  }

  void release() {
    update(OptionalLong.empty(), OptionalLong.empty());
  }

  private long update(TopicPartition partition, long before, long now) {
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
