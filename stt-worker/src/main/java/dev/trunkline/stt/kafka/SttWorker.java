// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.kafka;

import dev.trunkline.events.SpeechEvent;
import dev.trunkline.events.UnreadableRecord;
import dev.trunkline.events.topic.AssistantName;
import dev.trunkline.events.topic.InboundAudio;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.runtime.kafka.ConsumerLoop;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import dev.trunkline.runtime.kafka.KafkaRecords;
import dev.trunkline.runtime.telemetry.Tracing;
import dev.trunkline.stt.core.StreamId;
import io.opentelemetry.context.Scope;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Routes every record to the session of its stream. On the polling thread. */
public final class SttWorker implements ConsumerLoop.Handler {
  private static final Logger log = LoggerFactory.getLogger(SttWorker.class);

  /** Ticks may come a thousand times a second; timers need no more than this. */
  private static final long TIMER_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final SessionDependencies dependencies;
  private final BiConsumer<ConsumerRecord<String, byte[]>, Exception> deadLetters;
  private final LongSupplier nanoTime;
  private final Map<StreamId, StreamSession> sessions = new ConcurrentHashMap<>();
  private long lastTimerNanos;

  /**
   * @param deadLetters receives records that cannot be read or handled
   */
  public SttWorker(
      SessionDependencies dependencies,
      BiConsumer<ConsumerRecord<String, byte[]>, Exception> deadLetters) {
    this.dependencies = dependencies;
    this.deadLetters = deadLetters;
    this.nanoTime = dependencies.nanoTime();
    this.lastTimerNanos = nanoTime.getAsLong();
  }

  /** The number of streams in progress, without dormant ones. From any thread. */
  public int activeStreams() {
    return Math.toIntExact(
        sessions.values().stream().filter(session -> !session.isDormant()).count());
  }

  @Override
  public void handle(ConsumerRecords<String, byte[]> records) {
    for (ConsumerRecord<String, byte[]> message : records) {
      try {
        if (message.topic().equals(Topics.AUDIO_INBOUND.name())) {
          onAudio(message);
        } else {
          onSpeech(message);
        }
      } catch (UnreadableRecord e) {
        deadLetters.accept(message, e);
      } catch (RuntimeException e) {
        log.atError()
            .addKeyValue("call", message.key())
            .addKeyValue("topic", message.topic())
            .setCause(e)
            .log("audio or speech record failed; unexpected exception; record dead-lettered");
        deadLetters.accept(message, e);
      }
    }
  }

  @Override
  public void tick() {
    long now = nanoTime.getAsLong();
    if (now - lastTimerNanos >= TIMER_INTERVAL_NANOS) {
      lastTimerNanos = now;
      sessions.values().removeIf(this::isFinished);
    }
  }

  @Override
  public void revoked(Collection<TopicPartition> partitions) {
    Set<Integer> numbers =
        partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
    sessions
        .values()
        .removeIf(session -> {
          boolean revoked = numbers.contains(session.partition());
          if (revoked) {
            session.abandon();
          }
          return revoked;
        });
  }

  private void onAudio(ConsumerRecord<String, byte[]> message) throws UnreadableRecord {
    InboundAudio frame = KafkaRecords.inboundAudio(message);
    var stream = new StreamId(frame.callSid(), frame.streamSid());
    StreamSession session = sessions.get(stream);
    if (session == null) {
      if (frame.isEndOfStream()) {
        return;
      }
      endOtherStreamsOf(frame.callSid());
      session = open(stream, message.partition());
    }
    session.setAssistant(AssistantName.in(KafkaHeaders.of(message.headers())));
    session.onAudio(frame, message.offset());
  }

  private void onSpeech(ConsumerRecord<String, byte[]> message) throws UnreadableRecord {
    SpeechEvent event = Topics.SPEECH.codec().decode(message.value()).orElse(null);
    if (event != null) {
      var stream = new StreamId(event.callSid(), event.streamSid());
      StreamSession session = sessions.get(stream);
      if (session == null) {
        session = open(stream, message.partition());
      }
      try (Scope _ = Tracing.extract(message.headers()).makeCurrent()) {
        session.onSpeech(
            event,
            ReturnAddress.in(KafkaHeaders.of(message.headers())).orElse(null),
            message.offset());
      }
    }
  }

  private StreamSession open(StreamId stream, int partition) {
    var session = new StreamSession(dependencies, stream, partition);
    sessions.put(stream, session);
    return session;
  }

  /** A call that resumed on a new stream sends nothing more on its earlier ones. */
  private void endOtherStreamsOf(String callSid) {
    for (StreamSession other : sessions.values()) {
      if (other.stream().callSid().equals(callSid)) {
        other.onStreamReplaced();
      }
    }
  }

  private boolean isFinished(StreamSession session) {
    try {
      return session.tick();
    } catch (RuntimeException e) {
      log.atError()
          .addKeyValue("call", session.stream().callSid())
          .setCause(e)
          .log("stream timer failed; unexpected exception; retrying at the next tick");
      return false;
    }
  }
}
