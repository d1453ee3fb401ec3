// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import dev.trunkline.dialog.core.Personas;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.runtime.kafka.BrokerConnectivity;
import dev.trunkline.runtime.kafka.KafkaAccess;
import dev.trunkline.runtime.kafka.KafkaClients;
import dev.trunkline.runtime.kafka.KafkaState;
import dev.trunkline.runtime.kafka.TopicSettings;
import dev.trunkline.runtime.kafka.WorkerGroup;
import dev.trunkline.runtime.service.ServiceContext;
import dev.trunkline.runtime.telemetry.Gauges;
import dev.trunkline.runtime.telemetry.Tracing;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.StreamsConfig.InternalConfig;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Kafka Streams application that holds the conversations. */
public final class ConversationStreams implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ConversationStreams.class);
  private static final String GROUP = WorkerGroup.DIALOG.id();
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(10);
  private static final int RESTORED_AT_ONCE = 10_000;

  /** What is restored is there already. A fetch that waits holds up what is asked after it. */
  private static final int RESTORE_WAIT_MS = 10;

  private final Personas personas;
  private final KafkaStreams streams;
  private final BrokerConnectivity contact;
  private final Pulse pulse = new Pulse(System::nanoTime);

  public ConversationStreams(ServiceContext context, Personas personas, Tracing tracing) {
    this.personas = personas;
    var meters = new DialogMeters(context.meters());
    var patience = new Patience(context.clock());
    var outages = new Outages(this::inContact);
    var topology =
        ConversationTopology.build(
            () -> new ConversationProcessor(personas, meters, tracing, outages, pulse, patience));
    var time = new StreamsTime(context.clock(), System::nanoTime);
    Properties properties = properties(context);
    properties.put(StreamsConfig.mainConsumerPrefix(ConversationConsumer.PATIENCE), patience);
    streams = new KafkaStreams(topology, properties, time);
    contact =
        new BrokerConnectivity(streams::metrics, ConversationConsumer.SILENCE, System::nanoTime);
    // A bug that one record brings out must not stop the other calls: the thread starts again.
    streams.setUncaughtExceptionHandler(e -> {
      meters.threadRestarted();
      if (e instanceof MissingSourceTopicException) {
        log.atWarn().log("a topic just created is not known everywhere yet; trying again");
      } else if (isRefused(e)) {
        log.atError().setCause(e).log("the cluster refuses the conversations");
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
      } else {
        log.atError().setCause(e).log("conversation thread failed and is replaced");
      }
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    });
    Gauges.registerLag(context.meters(), GROUP, streams::metrics);
  }

  /** What it does with the cluster. */
  public KafkaAccess access() {
    return KafkaAccess.ofGroup(
            GROUP,
            Topics.CALLS.topic(),
            Topics.SPEECH.topic(),
            Topics.TRANSCRIPTS.topic(),
            Topics.TURNS.topic(),
            Topics.REPLIES.topic(),
            Topics.PLAYBACK.topic())
        .writing(Topics.CALLS, Topics.TURNS, Topics.REPLIES, Topics.TRANSCRIPTS);
  }

  /** Joins the group, once it can answer without delay. */
  public void start() {
    Rehearsal.hold(personas.of(null));
    pulse.start();
    streams.start();
  }

  /** Asked by timers, which run once this is made and started. */
  private boolean inContact() {
    return contact.isConnected();
  }

  /** How it stands with Kafka. */
  public KafkaState state() {
    if (streams.state().hasStartedOrFinishedShuttingDown()) {
      return KafkaState.FAILED;
    }
    boolean answered = contact.isConnected();
    if (streams.state() != KafkaStreams.State.RUNNING) {
      return KafkaState.JOINING;
    }
    return answered ? KafkaState.READY : KafkaState.AWAY;
  }

  @Override
  public void close() {
    streams.close(
        CloseOptions.timeout(CLOSE_WAIT)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    pulse.close();
  }

  /** Trying again would not help against a wrong password or a missing right. */
  private static boolean isRefused(@Nullable Throwable e) {
    return e != null
        && (e instanceof AuthenticationException
            || e instanceof AuthorizationException
            || isRefused(e.getCause()));
  }

  static Properties properties(ServiceContext context) {
    var properties = new Properties();
    properties.putAll(context.kafka().commonProperties());
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, GROUP);
    properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "streams");
    properties.put(
        StreamsConfig.NUM_STREAM_THREADS_CONFIG,
        context.settings().integer("DIALOG_THREADS", 1, 1, 64));
    TopicSettings topics = TopicSettings.from(context.settings());
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, topics.replication());
    topics
        .durability()
        .forEach((name, value) -> properties.put(StreamsConfig.topicPrefix(name), value));
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 500);
    // Timers are looked at between polls, and a poll waits for records; usually for longer than
    // this, see Patience.
    properties.put(StreamsConfig.POLL_MS_CONFIG, 10);
    properties.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, LostRecords.class);
    properties.put(LostRecords.METERS, context.meters());
    properties.put(InternalConfig.INTERNAL_CONSUMER_WRAPPER, ConversationConsumer.class);
    properties.put(
        StreamsConfig.STATE_DIR_CONFIG,
        context
            .settings()
            .text(
                "DIALOG_STATE_DIR",
                System.getProperty("java.io.tmpdir")
                    + "/trunkline-dialog-"
                    + ProcessHandle.current().pid()));
    KafkaClients.producerProperties("", Duration.ZERO)
        .forEach((name, value) ->
            put(
                properties,
                ProducerConfig.CLIENT_ID_CONFIG,
                StreamsConfig.producerPrefix(name),
                name,
                value));
    KafkaClients.consumerProperties("")
        .forEach((name, value) ->
            put(
                properties,
                ConsumerConfig.CLIENT_ID_CONFIG,
                StreamsConfig.consumerPrefix(name),
                name,
                value));
    // A successor reads the changelog before it answers: not in the small pieces of the speech
    // path.
    properties.put(
        StreamsConfig.restoreConsumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG),
        ConsumerConfig.DEFAULT_FETCH_MAX_BYTES);
    properties.put(
        StreamsConfig.restoreConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG),
        RESTORED_AT_ONCE);
    properties.put(
        StreamsConfig.restoreConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
        RESTORE_WAIT_MS);
    // Streams sets these itself, to the same, and complains of anybody else who does.
    properties.remove(StreamsConfig.consumerPrefix(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG));
    properties.remove(StreamsConfig.consumerPrefix(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG));
    return properties;
  }

  /** What {@code KAFKA_*} says of a client it says of ours as well. */
  private static void put(
      Properties properties, String except, String as, String name, Object value) {
    if (!name.equals(except) && !properties.containsKey(name)) {
      properties.put(as, value);
    }
  }
}
