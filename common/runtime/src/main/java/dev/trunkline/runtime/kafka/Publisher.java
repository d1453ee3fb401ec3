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
 * Writes records without ever making its caller wait. While the cluster is away they wait in the
 * producer's buffer, for {@link KafkaClients#DELIVERY_TIMEOUT} at most. A record for which there is
 * no room, or no topic, or no broker in that time, is lost: it is counted and logged with its call,
 * and everything else goes on; also if it is one partition that does not move, see {@link
 * BufferShares}. A {@link DeliveryBarrier} tells when offsets may be committed. Thread-safe.
 */
public final class Publisher implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Publisher.class);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);
  private static final long LOG_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Kept free in the producer's buffer for threads that ask for room at the same time. */
  private static final long SPARE_BYTES = 1024 * 1024;

  private final Producer<String, byte[]> producer;
  private final Counter undelivered;
  private final Counter partitionFull;
  private final Metric room;
  private final ConcurrentHashMap<String, TopicGate> gates = new ConcurrentHashMap<>();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong lastLogNanos = new AtomicLong(System.nanoTime() - LOG_EVERY_NANOS);
  private DeliveryBarrier current = new DeliveryBarrier(null);

  public Publisher(Producer<String, byte[]> producer, MeterRegistry meters) {
    this.producer = producer;
    this.undelivered = meters.counter("trunkline.records.undelivered");
    this.partitionFull = meters.counter("trunkline.records.partition.full");
    Gauges.registerBuffered(meters, producer::metrics);
    this.room =
        producer.metrics().values().stream()
            .filter(metric -> metric.metricName().name().equals("buffer-available-bytes"))
            .findAny()
            .orElseThrow();
  }

  /** Publishes an event; {@code returnAddress} goes with it where there is one. */
  public <E extends Event> void publish(
      EventTopic<E> topic, E event, @Nullable ReturnAddress returnAddress) {
    publish(topic, event, returnAddress, null);
  }

  /**
   * As {@link #publish(EventTopic, Event, ReturnAddress)}.
   *
   * @param assistant goes with it where the call has one, see {@link AssistantName}
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
   * Sends a record as it is, in the current trace if there is one; one topic's records in the order
   * in which they were given.
   */
  public void send(ProducerRecord<String, byte[]> message) {
    Tracing.inject(message.headers());
    gate(message.topic()).take(new TopicGate.Waiting(message, enter()));
  }

  /** All that was sent so far; what is sent from now on belongs to the next checkpoint. */
  public synchronized DeliveryBarrier checkpoint() {
    DeliveryBarrier closed = current;
    current = new DeliveryBarrier(closed);
    return closed;
  }

  /** How many records were lost since the start. */
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
    producer.close(CLOSE_WAIT);
  }

  private synchronized DeliveryBarrier enter() {
    current.entered();
    return current;
  }

  private TopicGate gate(String topic) {
    TopicGate gate = gates.get(topic);
    return gate != null ? gate : gates.computeIfAbsent(topic, this::newGate);
  }

  private TopicGate newGate(String topic) {
    var exits = new Exits();
    return new TopicGate(topic, exits::lookUp, KafkaClients.DELIVERY_TIMEOUT, exits);
  }

  private long freeBytes() {
    return ((Number) room.metricValue()).longValue() - SPARE_BYTES;
  }

  /** Of one topic. */
  private final class Exits implements TopicGate.Exits {
    private volatile @Nullable BufferShares shares;

    private void lookUp(String topic) {
      int partitions = producer.partitionsFor(topic).size();
      if (shares == null) {
        shares = new BufferShares(partitions);
      }
    }

    @Override
    public void pass(TopicGate.Waiting sent) {
      ProducerRecord<String, byte[]> message = sent.message();
      BufferShares held = Objects.requireNonNull(shares); // Looked up before the gate opened.
      int partition = held.partitionOf(message);
      int bytes = BufferShares.bytesOf(message);
      long free = freeBytes();
      if (bytes > free) {
        lose(sent, new TimeoutException("the buffer is full"));
        return;
      }
      if (!held.take(partition, bytes, free)) {
        partitionFull.increment();
        lose(sent, new TimeoutException("partition " + partition + " has its share of the buffer"));
        return;
      }
      try {
        var _ =
            producer.send(
                message,
                (metadata, e) -> {
                  held.giveBack(partition, bytes);
                  done(sent, e);
                });
      } catch (KafkaException | IllegalStateException e) {
        held.giveBack(partition, bytes);
        done(sent, e);
      }
    }

    @Override
    public void lose(TopicGate.Waiting sent, Exception why) {
      String topic = sent.message().topic();
      undelivered.increment();
      long total = lost.incrementAndGet();
      long now = System.nanoTime();
      long last = lastLogNanos.get();
      if (now - last >= LOG_EVERY_NANOS && lastLogNanos.compareAndSet(last, now)) {
        log.atError()
            .addKeyValue("topic", topic)
            .addKeyValue("call", sent.message().key())
            .addKeyValue("why", why.getClass().getSimpleName() + ": " + why.getMessage())
            .addKeyValue("lostSinceStart", total)
            .log("record lost");
      }
      sent.checkpoint().left();
    }

    private void done(TopicGate.Waiting sent, @Nullable Exception e) {
      if (e == null) {
        sent.checkpoint().left();
        return;
      }
      if (isMissingTopic(e)) {
        gate(sent.message().topic()).shut();
      }
      lose(sent, e);
    }
  }
}
