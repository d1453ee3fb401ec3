// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad;

import dev.trunkline.events.UnreadableRecord;
import dev.trunkline.events.topic.InboundAudio;
import dev.trunkline.runtime.kafka.ConsumerLoop;
import dev.trunkline.runtime.kafka.KafkaRecords;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Takes each poll's frames to the switchboard, and there looks after calls that have fallen silent
 * or have gone to another owner. All on the loop's thread, but for {@link #calls}.
 */
final class VadWorker implements ConsumerLoop.Handler {
  private static final long SWEEP_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Later than any call; beyond it counting in samples would one day overflow. */
  private static final long LATEST_MEDIA_MS = TimeUnit.DAYS.toMillis(365);

  private final Switchboard switchboard;
  private final SpeechOutput output;
  private final long idleNanos;
  private final LongSupplier nanoTime;
  private long lastSweepNanos;
  private volatile int calls;

  /**
   * @param idleMs a call without frames for so long is given up
   */
  VadWorker(Switchboard switchboard, SpeechOutput output, int idleMs, LongSupplier nanoTime) {
    this.switchboard = switchboard;
    this.output = output;
    this.idleNanos = TimeUnit.MILLISECONDS.toNanos(idleMs);
    this.nanoTime = nanoTime;
    this.lastSweepNanos = nanoTime.getAsLong();
  }

  @Override
  public void handle(ConsumerRecords<String, byte[]> records) {
    long now = nanoTime.getAsLong();
    for (TopicPartition partition : records.partitions()) {
      for (ConsumerRecord<String, byte[]> message : records.records(partition)) {
        try {
          var frame = read(message);
          switchboard.take(new Switchboard.Delivery(frame, partition, message.offset(), now));
        } catch (UnreadableRecord | RuntimeException e) {
          output.unusable(message, e);
        }
      }
    }
    switchboard.hear();
    calls = switchboard.size();
  }

  @Override
  public void tick() {
    long now = nanoTime.getAsLong();
    if (now - lastSweepNanos >= SWEEP_EVERY_NANOS) {
      lastSweepNanos = now;
      switchboard.giveUp(listener -> now - listener.lastFrameNanos() >= idleNanos);
      calls = switchboard.size();
    }
  }

  @Override
  public void revoked(Collection<TopicPartition> partitions) {
    switchboard.drop(listener -> partitions.contains(listener.partition()));
    calls = switchboard.size();
  }

  /** How many calls are listened to. Any thread. */
  int calls() {
    return calls;
  }

  private static InboundAudio read(ConsumerRecord<String, byte[]> message) throws UnreadableRecord {
    InboundAudio frame = KafkaRecords.inboundAudio(message);
    if (frame.sequence() < 0) {
      throw new UnreadableRecord("sequence is negative");
    }
    if (frame.mediaMs() < 0 || frame.mediaMs() > LATEST_MEDIA_MS) {
      throw new UnreadableRecord("media time is out of range");
    }
    return frame;
  }
}
