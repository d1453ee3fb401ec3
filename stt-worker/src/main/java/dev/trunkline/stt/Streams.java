// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

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

/** All streams of this worker: gives every record to its stream. On the polling thread. */
final class Streams implements ConsumerLoop.Handler {
  private static final Logger log = LoggerFactory.getLogger(Streams.class);

  /** Ticks may come a thousand times a second; timers need no more than this. */
  private static final long TIMER_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final SessionFactory sessions;
  private final BiConsumer<ConsumerRecord<String, byte[]>, Exception> deadLetters;
  private final LongSupplier nanoTime;
  private final Map<Stream, StreamSession> open = new ConcurrentHashMap<>();
  private long lastTimerNanos;

  Streams(
      SessionFactory sessions, BiConsumer<ConsumerRecord<String, byte[]>, Exception> deadLetters) {
    this.sessions = sessions;
    this.deadLetters = deadLetters;
    this.nanoTime = sessions.nanoTime();
    this.lastTimerNanos = nanoTime.getAsLong();
  }

  /** How many streams are at work, those at rest left out; from any thread. */
  int size() {
    return Math.toIntExact(open.values().stream().filter(s -> !s.isResting()).count());
  }

  @Override
  public void handle(ConsumerRecords<String, byte[]> records) {
    for (ConsumerRecord<String, byte[]> message : records) {
      try {
        if (message.topic().equals(Topics.AUDIO_INBOUND.name())) {
          frame(message);
        } else {
          speech(message);
        }
      } catch (UnreadableRecord e) {
        deadLetters.accept(message, e);
      } catch (RuntimeException e) {
        log.atError().addKeyValue("call", message.key()).setCause(e).log("record not handled");
        deadLetters.accept(message, e);
      }
    }
  }

  @Override
  public void tick() {
    long now = nanoTime.getAsLong();
    if (now - lastTimerNanos >= TIMER_NANOS) {
      lastTimerNanos = now;
      open.values().removeIf(this::isFinished);
    }
  }

  @Override
  public void revoked(Collection<TopicPartition> partitions) {
    Set<Integer> numbers =
        partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
    open.values()
        .removeIf(session -> {
          boolean gone = numbers.contains(session.partition());
          if (gone) {
            session.abandon();
          }
          return gone;
        });
  }

  private void frame(ConsumerRecord<String, byte[]> message) throws UnreadableRecord {
    InboundAudio frame = KafkaRecords.inboundAudio(message);
    var stream = new Stream(frame.callSid(), frame.streamSid());
    StreamSession session = open.get(stream);
    if (session == null) {
      if (frame.isEndOfStream()) {
        return;
      }
      endOthers(stream);
      session = open(stream, message.partition());
    }
    session.belongsTo(AssistantName.in(KafkaHeaders.of(message.headers())));
    session.frame(frame, message.offset());
  }

  private void speech(ConsumerRecord<String, byte[]> message) throws UnreadableRecord {
    SpeechEvent event = Topics.SPEECH.codec().decode(message.value()).orElse(null);
    if (event != null) {
      var stream = new Stream(event.callSid(), event.streamSid());
      StreamSession session = open.get(stream);
      if (session == null) {
        session = open(stream, message.partition());
      }
      try (Scope _ = Tracing.of(message.headers()).makeCurrent()) {
        session.speech(
            event,
            ReturnAddress.in(KafkaHeaders.of(message.headers())).orElse(null),
            message.offset());
      }
    }
  }

  private StreamSession open(Stream stream, int partition) {
    StreamSession session = sessions.open(stream, partition);
    open.put(stream, session);
    return session;
  }

  /** A call that came back on another stream will send no more on the one it had. */
  private void endOthers(Stream stream) {
    for (StreamSession other : open.values()) {
      if (other.stream().callSid().equals(stream.callSid())) {
        other.endOfStream();
      }
    }
  }

  private boolean isFinished(StreamSession session) {
    try {
      return session.timer();
    } catch (RuntimeException e) {
      log.atError().addKeyValue("call", session.stream().callSid()).setCause(e).log("timer failed");
      return false;
    }
  }
}
