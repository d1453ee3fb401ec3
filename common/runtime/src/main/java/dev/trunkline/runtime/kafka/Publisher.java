// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import dev.trunkline.events.Event;
import dev.trunkline.events.GatewayCommand;
import dev.trunkline.events.topic.AssistantName;
import dev.trunkline.events.topic.EventTopic;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.runtime.telemetry.Gauges;
import dev.trunkline.runtime.telemetry.Tracing;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends records without ever blocking its caller. While the cluster is unreachable they wait in the
 * producer's buffer, for {@link KafkaClients#DELIVERY_TIMEOUT} at most. A record is lost if there
 * is no room for it, no such topic, or no broker in that time: it is counted and logged with its
 * call, and all others are sent, also while one partition stalls (see {@link BufferShares}). A
 * {@link DeliveryBarrier} shows when offsets may be committed. Thread-safe.
 */
public final class Publisher implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Publisher.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
  private static final long LOG_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Kept free in the producer's buffer for threads that reserve room at the same time. */
  private static final long SPARE_BYTES = 1024 * 1024;

  private final Producer<String, byte[]> producer;
  private final Counter undelivered;
  private final Counter partitionFull;
  private final Metric availableBytes;
  private final ConcurrentHashMap<String, TopicGate> gates = new ConcurrentHashMap<>();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong lastLogNanos = new AtomicLong(System.nanoTime() - LOG_INTERVAL_NANOS);
  private DeliveryBarrier current = new DeliveryBarrier(null);

  public Publisher(Producer<String, byte[]> producer, MeterRegistry meters) {
    this.producer = producer;
    this.undelivered = meters.counter("trunkline.records.undelivered");
    this.partitionFull = meters.counter("trunkline.records.partition.full");
    Gauges.registerBuffered(meters, producer::metrics);
    this.availableBytes =
        producer.metrics().values().stream()
            .filter(metric -> metric.metricName().name().equals("buffer-available-bytes"))
            .findAny()
            .orElseThrow();
  }

  /** Publishes an event, with {@code returnAddress} as a header unless it is null. */
  public <E extends Event> void publish(
      EventTopic<E> topic, E event, @Nullable ReturnAddress returnAddress) {
    publish(topic, event, returnAddress, null);
  }

  /**
   * As {@link #publish(EventTopic, Event, ReturnAddress)}.
   *
   * @param assistant the header {@link AssistantName}; null for the default assistant
   */
  public <E extends Event> void publish(
      EventTopic<E> topic,
      E event,
      @Nullable ReturnAddress returnAddress,
      @Nullable String assistant) {
    var message =
        new ProducerRecord<String, byte[]>(
            topic.name(), event.callSid(), topic.codec().encode(event));
    if (returnAddress != null) {
      returnAddress.putInto(KafkaHeaders.of(message.headers()));
    }
    AssistantName.put(assistant, KafkaHeaders.of(message.headers()));
    send(message);
  }

  /** Sends a command to the gateway behind {@code address}. */
  public void command(GatewayCommand command, ReturnAddress address) {
    send(new ProducerRecord<>(address.topic(), command.callSid(), Topics.COMMANDS.encode(command)));
  }

  /**
   * Sends a record, with the current trace as a header if there is one. Keeps the order of one
   * topic's records.
   */
  public void send(ProducerRecord<String, byte[]> message) {
    Tracing.inject(message.headers());
    gate(message.topic()).submit(new TopicGate.PendingRecord(message, addToBarrier()));
  }

  /** A barrier for all records sent so far; records sent from now on belong to the next one. */
  public synchronized DeliveryBarrier barrier() {
    DeliveryBarrier closed = current;
    current = new DeliveryBarrier(closed);
    return closed;
  }

  /** How many records were lost since this publisher was created. */
  public long lost() {
    return lost.get();
  }

  /** True if a producer's {@code e} says that the topic does not exist. */
  public static boolean isMissingTopic(Exception e) {
    return e instanceof UnknownTopicOrPartitionException
        || (e instanceof TimeoutException
            && e.getCause() instanceof UnknownTopicOrPartitionException);
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }

  private synchronized DeliveryBarrier addToBarrier() {
    current.add();
    return current;
  }

  private TopicGate gate(String topic) {
    TopicGate gate = gates.get(topic);
    return gate != null ? gate : gates.computeIfAbsent(topic, this::newGate);
  }

  private TopicGate newGate(String topic) {
    var outlet = new Outlet();
    return new TopicGate(topic, outlet::lookUp, KafkaClients.DELIVERY_TIMEOUT, outlet);
  }

  private long freeBytes() {
    return ((Number) availableBytes.metricValue()).longValue() - SPARE_BYTES;
  }

  /** Sends one topic's records to the producer. */
  private final class Outlet implements TopicGate.Outlet {
    private volatile @Nullable BufferShares shares;

    private void lookUp(String topic) {
      int partitions = producer.partitionsFor(topic).size();
      if (shares == null) {
        shares = new BufferShares(partitions);
      }
    }

    @Override
    public void forward(TopicGate.PendingRecord sent) {
      ProducerRecord<String, byte[]> message = sent.message();
      BufferShares buffer = Objects.requireNonNull(shares); // Set before the gate opens.
      int partition = buffer.partitionOf(message);
      int bytes = BufferShares.bytesOf(message);
      long free = freeBytes();
      if (bytes > free) {
        drop(sent, new TimeoutException("the producer's buffer is full"));
        return;
      }
      if (!buffer.reserve(partition, bytes, free)) {
        partitionFull.increment();
        drop(
            sent,
            new TimeoutException(
                "partition " + partition + " has used its share of the producer's buffer"));
        return;
      }
      try {
        var _ =
            producer.send(
                message,
                (metadata, e) -> {
                  buffer.release(partition, bytes);
                  done(sent, e);
                });
      } catch (KafkaException | IllegalStateException e) {
        buffer.release(partition, bytes);
        done(sent, e);
      }
    }

    @Override
    public void drop(TopicGate.PendingRecord sent, Exception why) {
      String topic = sent.message().topic();
      undelivered.increment();
      long total = lost.incrementAndGet();
      long now = System.nanoTime();
      long last = lastLogNanos.get();
      if (now - last >= LOG_INTERVAL_NANOS && lastLogNanos.compareAndSet(last, now)) {
        log.atError()
            .addKeyValue("topic", topic)
            .addKeyValue("call", sent.message().key())
            .addKeyValue("error", why.getClass().getSimpleName() + ": " + why.getMessage())
            .addKeyValue("lostSinceStart", total)
            .log("record lost; Kafka did not accept it");
      }
      sent.barrier().complete();
    }

    private void done(TopicGate.PendingRecord sent, @Nullable Exception e) {
      if (e == null) {
        sent.barrier().complete();
        return;
      }
      if (isMissingTopic(e)) {
        gate(sent.message().topic()).close();
      }
      drop(sent, e);
    }
  }
}
