// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import dev.trunkline.dialog.core.AssistantProfiles;
import dev.trunkline.dialog.kafka.internals.ConversationConsumer;
import dev.trunkline.dialog.kafka.internals.StreamsTime;
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
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Kafka Streams application that holds the conversations. */
public final class ConversationStreams implements AutoCloseable {
  /** More workers rather than more threads: a worker is what can be scaled and lost. */
  private static final int THREADS = 1;

  private static final Logger log = LoggerFactory.getLogger(ConversationStreams.class);
  private static final String GROUP = WorkerGroup.DIALOG.id();
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(10);
  private static final int RESTORE_BATCH_SIZE = 10_000;

  /** A changelog is complete already, and a waiting fetch delays the requests behind it. */
  private static final int RESTORE_FETCH_WAIT_MS = 10;

  private final AssistantProfiles assistants;
  private final AtomicLong lost = new AtomicLong();
  private final KafkaStreams streams;
  private final BrokerConnectivity connectivity;
  private final ProcessStallDetector stallDetector = new ProcessStallDetector(System::nanoTime);

  public ConversationStreams(
      ServiceContext context,
      AssistantProfiles assistants,
      ConversationMetrics metrics,
      Tracing tracing) {
    this.assistants = assistants;
    var pollTimeout = new PollTimeout(context.clock());
    var outages = new BrokerOutages(this::connected);
    var topology =
        ConversationTopology.build(() ->
            new ConversationProcessor(
                assistants, metrics, tracing, outages, stallDetector, pollTimeout));
    var time = new StreamsTime(context.clock(), System::nanoTime);
    Properties properties = properties(context);
    properties.put(ProductionErrorHandler.LOST, lost);
    ConversationConsumer.install(properties, pollTimeout);
    streams = new KafkaStreams(topology, properties, time);
    connectivity =
        new BrokerConnectivity(
            streams::metrics, ConversationConsumer.MAX_SILENCE, System::nanoTime);
    // A bug that one record triggers must not stop the other calls: a new thread takes over.
    streams.setUncaughtExceptionHandler(e -> {
      metrics.threadRestarted();
      if (e instanceof MissingSourceTopicException) {
        log.atWarn().log("source topic not in broker metadata yet; conversation thread restarts");
      } else if (isAccessDenied(e)) {
        log.atError().setCause(e).log("broker denied access; conversation processing stopped");
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
      } else {
        log.atError().setCause(e).log("conversation thread failed; new thread started");
      }
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    });
    Gauges.registerLag(context.meters(), GROUP, streams::metrics);
  }

  /** The topics and the group it uses. */
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

  /** Warms up, so that the first call is answered without delay, and joins the group. */
  public void start() {
    WarmUp.run(assistants.of(null));
    stallDetector.start();
    streams.start();
  }

  /** The number of records that the broker has rejected since the start, state records included. */
  public long recordsLost() {
    return lost.get();
  }

  /** Called by timers, which run after {@link #start} only. */
  private boolean connected() {
    return connectivity.isConnected();
  }

  /** The state of its connection to Kafka. */
  public KafkaState state() {
    if (streams.state().hasStartedOrFinishedShuttingDown()) {
      return KafkaState.FAILED;
    }
    boolean connected = connectivity.isConnected();
    if (streams.state() != KafkaStreams.State.RUNNING) {
      return KafkaState.JOINING;
    }
    return connected ? KafkaState.READY : KafkaState.AWAY;
  }

  @Override
  public void close() {
    streams.close(
        CloseOptions.timeout(CLOSE_WAIT)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    stallDetector.close();
  }

  /** Retrying does not help against a wrong password or a missing permission. */
  private static boolean isAccessDenied(@Nullable Throwable e) {
    return e != null
        && (e instanceof AuthenticationException
            || e instanceof AuthorizationException
            || isAccessDenied(e.getCause()));
  }

  static Properties properties(ServiceContext context) {
    var properties = new Properties();
    properties.putAll(context.kafka().commonProperties());
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, GROUP);
    properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "streams");
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, THREADS);
    TopicSettings topics = TopicSettings.from(context.settings());
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, topics.replication());
    topics
        .durability()
        .forEach((name, value) -> properties.put(StreamsConfig.topicPrefix(name), value));
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 500);
    // Timers run between polls. This is the minimum; ConversationConsumer waits longer.
    properties.put(StreamsConfig.POLL_MS_CONFIG, 10);
    properties.put(
        StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, ProductionErrorHandler.class);
    properties.put(ProductionErrorHandler.METERS, context.meters());
    properties.put(
        StreamsConfig.STATE_DIR_CONFIG,
        System.getProperty("java.io.tmpdir")
            + "/trunkline-dialog-"
            + ProcessHandle.current().pid());
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
    // A worker that takes over reads the changelog before it answers: in large fetches, unlike
    // the speech path.
    properties.put(
        StreamsConfig.restoreConsumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG),
        ConsumerConfig.DEFAULT_FETCH_MAX_BYTES);
    properties.put(
        StreamsConfig.restoreConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG),
        RESTORE_BATCH_SIZE);
    properties.put(
        StreamsConfig.restoreConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
        RESTORE_FETCH_WAIT_MS);
    // Streams sets these itself, to the same values, and warns if they are set.
    properties.remove(StreamsConfig.consumerPrefix(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG));
    properties.remove(StreamsConfig.consumerPrefix(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG));
    return properties;
  }

  /** Sets a client property unless {@code KAFKA_*} settings contain it. */
  private static void put(
      Properties properties, String except, String key, String name, Object value) {
    if (!name.equals(except) && !properties.containsKey(name)) {
      properties.put(key, value);
    }
  }
}
