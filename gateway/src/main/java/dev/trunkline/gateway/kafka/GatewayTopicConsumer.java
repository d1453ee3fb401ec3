// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.kafka;

import dev.trunkline.events.UnreadableRecord;
import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.runtime.kafka.BrokerConnectivity;
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
 * Consumes the gateway's own topic from its end: older records are for calls of an earlier process
 * with the same id.
 */
public final class GatewayTopicConsumer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(GatewayTopicConsumer.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  /** Without any answer for this long, Kafka counts as unreachable; a fetch takes half a second. */
  private static final Duration MAX_SILENCE = Duration.ofSeconds(3);

  /** Is called on the consumer's thread, about ten times a second. */
  @FunctionalInterface
  public interface ConnectivityListener {
    void onConnectivity(boolean connected);
  }

  private final Consumer<String, byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final GatewayTopicSink sink;
  private final BiConsumer<ConsumerRecord<String, byte[]>, Exception> deadLetters;
  private final PlaybackTraces traces;
  private final ConnectivityListener connectivity;
  private final BrokerConnectivity broker;
  private final CountDownLatch positioned = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("gateway-return").unstarted(this::run);
  private volatile boolean stopping;
  private volatile boolean alive;

  /**
   * Owns {@code consumer}.
   *
   * @param deadLetters receives every record that cannot be read or handled
   */
  public GatewayTopicConsumer(
      Consumer<String, byte[]> consumer,
      ReturnAddress address,
      GatewayTopicSink sink,
      BiConsumer<ConsumerRecord<String, byte[]>, Exception> deadLetters,
      PlaybackTraces traces,
      ConnectivityListener connectivity) {
    this.consumer = consumer;
    this.partitions = List.of(new TopicPartition(Topics.gateway(address).name(), 0));
    this.sink = sink;
    this.deadLetters = deadLetters;
    this.traces = traces;
    this.connectivity = connectivity;
    this.broker = new BrokerConnectivity(consumer::metrics, MAX_SILENCE, System::nanoTime);
  }

  /** Starts consuming; false if the topic's end was not found within {@code timeout}. */
  public boolean start(Duration timeout) {
    alive = true;
    thread.start();
    try {
      return positioned.await(timeout.toMillis(), TimeUnit.MILLISECONDS) && alive;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  public KafkaState state() {
    if (positioned.getCount() > 0) {
      return KafkaState.JOINING;
    }
    if (!alive) {
      return KafkaState.FAILED;
    }
    return broker.isConnected() ? KafkaState.READY : KafkaState.AWAY;
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
      if (thread.isAlive() && !thread.join(CLOSE_TIMEOUT)) {
        log.atWarn().log("gateway topic consumer did not stop in time; closing anyway");
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
        consumer.poll(POLL).forEach(this::handle);
        connectivity.onConnectivity(broker.isConnected());
      }
    } catch (WakeupException e) {
      log.atDebug().log("gateway topic consumer woken by close");
    } catch (RuntimeException e) {
      log.atError()
          .setCause(e)
          .log("gateway topic consumer failed; callers get no speech until the gateway restarts");
      connectivity.onConnectivity(false);
    } finally {
      alive = false;
      positioned.countDown();
    }
  }

  /** A record that cannot be handled does not stop the consumer. */
  private void handle(ConsumerRecord<String, byte[]> message) {
    try (Scope _ = Tracing.extract(message.headers()).makeCurrent()) {
      if (OutboundAudio.isAudio(KafkaHeaders.of(message.headers()))) {
        OutboundAudio chunk = KafkaRecords.outboundAudio(message);
        traces.audioArrived(chunk.callSid(), chunk.turn());
        sink.audio(chunk, message.timestamp());
      } else {
        Topics.COMMANDS.decode(message.value()).ifPresent(sink::command);
      }
    } catch (UnreadableRecord e) {
      deadLetters.accept(message, e);
    } catch (RuntimeException e) {
      log.atError()
          .addKeyValue("call", message.key())
          .setCause(e)
          .log("gateway record not handled; moved to the dead letter topic");
      deadLetters.accept(message, e);
    }
  }
}
