// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import dev.trunkline.events.UnreadableRecord;
import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.gateway.call.Arrivals;
import dev.trunkline.runtime.kafka.Contact;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import dev.trunkline.runtime.kafka.KafkaRecords;
import dev.trunkline.runtime.kafka.KafkaState;
import dev.trunkline.runtime.telemetry.Tracing;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the gateway's own topic from its end on: what was sent to an earlier process of the same id
 * is for calls that are gone.
 */
final class ReturnReader implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ReturnReader.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  /** A fetch is answered twice a second. */
  private static final Duration SILENCE = Duration.ofSeconds(3);

  /** Who wants to know whether the topic can be read. */
  interface Readiness {
    void set(boolean ready);
  }

  private final Consumer<String, byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final Arrivals arrivals;
  private final BiConsumer<ConsumerRecord<String, byte[]>, Exception> deadLetters;
  private final PlaybackTraces traces;
  private final Readiness readiness;
  private final Contact contact;
  private final CountDownLatch positioned = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("gateway-return").unstarted(this::run);
  private volatile boolean stopping;
  private volatile boolean alive;

  /**
   * Owns {@code consumer}.
   *
   * @param readiness told on the reader's thread, about ten times a second
   */
  ReturnReader(
      Consumer<String, byte[]> consumer,
      ReturnAddress address,
      Arrivals arrivals,
      BiConsumer<ConsumerRecord<String, byte[]>, Exception> deadLetters,
      PlaybackTraces traces,
      Readiness readiness) {
    this.consumer = consumer;
    this.partitions = List.of(new TopicPartition(Topics.gateway(address).name(), 0));
    this.arrivals = arrivals;
    this.deadLetters = deadLetters;
    this.traces = traces;
    this.readiness = readiness;
    this.contact = new Contact(consumer::metrics, SILENCE, System::nanoTime);
  }

  /** Begins to read; false if the topic's end was not found within {@code wait}. */
  boolean start(Duration wait) {
    alive = true;
    thread.start();
    try {
      return positioned.await(wait.toMillis(), TimeUnit.MILLISECONDS) && alive;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** How it stands with Kafka. */
  KafkaState state() {
    if (positioned.getCount() > 0) {
      return KafkaState.JOINING;
    }
    if (!alive) {
      return KafkaState.FAILED;
    }
    return contact.isKept() ? KafkaState.READY : KafkaState.AWAY;
  }

  @Override
  public void close() {
    stopping = true;
    if (thread.getState() == Thread.State.NEW) {
      consumer.close();
      return;
    }
    consumer.wakeup();
    try {
      if (thread.isAlive() && !thread.join(CLOSE_WAIT)) {
        log.atWarn().log("reader did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (consumer) {
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      partitions.forEach(consumer::position);
      positioned.countDown();
      while (!stopping) {
        consumer.poll(POLL).forEach(this::take);
        readiness.set(contact.isKept());
      }
    } catch (WakeupException e) {
      log.atDebug().log("woken to stop");
    } catch (RuntimeException e) {
      log.atError().setCause(e).log("reader of the gateway's topic died");
      readiness.set(false);
    } finally {
      alive = false;
      positioned.countDown();
    }
  }

  /** Whatever is wrong with one record is no reason not to read the next. */
  private void take(ConsumerRecord<String, byte[]> message) {
    try (Scope _ = Tracing.of(message.headers()).makeCurrent()) {
      if (OutboundAudio.isAudio(KafkaHeaders.of(message.headers()))) {
        OutboundAudio chunk = KafkaRecords.outboundAudio(message);
        traces.arrived(chunk.callSid(), chunk.turn());
        arrivals.audio(chunk, message.timestamp());
      } else {
        Topics.COMMANDS.decode(message.value()).ifPresent(arrivals::command);
      }
    } catch (UnreadableRecord e) {
      deadLetters.accept(message, e);
    } catch (RuntimeException e) {
      log.atError().addKeyValue("call", message.key()).setCause(e).log("record not handled");
      deadLetters.accept(message, e);
    }
  }
}
