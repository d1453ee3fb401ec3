// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.kafka;

import dev.trunkline.events.UnreadableRecord;
import dev.trunkline.events.topic.InboundAudio;
import dev.trunkline.runtime.kafka.ConsumerLoop;
import dev.trunkline.runtime.kafka.KafkaRecords;
import dev.trunkline.vad.core.DetectorInput.FrameRead;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Routes each poll's frames, scores their windows, and closes idle calls and those of revoked
 * partitions. Used by the consumer thread only, except for {@link #calls}.
 */
public final class VadWorker implements ConsumerLoop.Handler {
  private static final long IDLE_CHECK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Later than any call, and early enough that counting in samples cannot overflow. */
  private static final long MAX_MEDIA_MS = TimeUnit.DAYS.toMillis(365);

  private final CallRouter router;
  private final BiConsumer<ConsumerRecord<String, byte[]>, Exception> deadLetters;
  private final long idleTimeoutNanos;
  private final LongSupplier nanoTime;
  private long lastIdleCheckNanos;
  private volatile int calls;

  /**
   * @param idleTimeoutMs a call without frames for this long is closed
   */
  public VadWorker(
      CallRouter router,
      BiConsumer<ConsumerRecord<String, byte[]>, Exception> deadLetters,
      int idleTimeoutMs,
      LongSupplier nanoTime) {
    this.router = router;
    this.deadLetters = deadLetters;
    this.idleTimeoutNanos = TimeUnit.MILLISECONDS.toNanos(idleTimeoutMs);
    this.nanoTime = nanoTime;
    this.lastIdleCheckNanos = nanoTime.getAsLong();
  }

  @Override
  public void handle(ConsumerRecords<String, byte[]> records) {
    long now = nanoTime.getAsLong();
    for (TopicPartition partition : records.partitions()) {
      for (ConsumerRecord<String, byte[]> message : records.records(partition)) {
        try {
          router.route(new FrameRead(frame(message), message.offset()), partition, now);
        } catch (UnreadableRecord | RuntimeException e) {
          deadLetters.accept(message, e);
        }
      }
    }
    router.scoreWaiting();
    calls = router.size();
  }

  @Override
  public void tick() {
    long now = nanoTime.getAsLong();
    if (now - lastIdleCheckNanos >= IDLE_CHECK_NANOS) {
      lastIdleCheckNanos = now;
      router.close(session -> now - session.lastFrameNanos >= idleTimeoutNanos);
      calls = router.size();
    }
  }

  @Override
  public void revoked(Collection<TopicPartition> partitions) {
    router.drop(session -> partitions.contains(session.partition));
    calls = router.size();
  }

  /** How many calls have a session. Any thread. */
  public int calls() {
    return calls;
  }

  private static InboundAudio frame(ConsumerRecord<String, byte[]> message)
      throws UnreadableRecord {
    InboundAudio frame = KafkaRecords.inboundAudio(message);
    if (frame.sequence() < 0) {
      throw new UnreadableRecord("sequence is negative");
    }
    if (frame.mediaMs() < 0 || frame.mediaMs() > MAX_MEDIA_MS) {
      throw new UnreadableRecord("media time is out of range");
    }
    return frame;
  }
}
