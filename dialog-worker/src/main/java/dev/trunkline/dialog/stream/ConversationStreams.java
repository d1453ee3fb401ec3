package dev.trunkline.dialog.stream;

import dev.trunkline.common.kafka.KafkaClients;
import dev.trunkline.common.service.ServiceContext;
import dev.trunkline.common.telemetry.Gauges;
import dev.trunkline.common.telemetry.Tracing;
import dev.trunkline.dialog.conversation.Manners;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Kafka Streams application that holds the conversations. */
public final class ConversationStreams implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ConversationStreams.class);
  private static final String GROUP = "dialog";
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(10);

  private final KafkaStreams streams;

  public ConversationStreams(ServiceContext context, Tracing tracing) {
    var meters = new DialogMeters(context.meters());
    var topology = ConversationTopology.build(Manners.from(context.settings()), meters, tracing);
    streams = new KafkaStreams(topology, properties(context));
    // A bug that one record brings out must not stop the other calls: the thread starts again.
    streams.setUncaughtExceptionHandler(e -> {
      meters.threadRestarted();
      if (e instanceof MissingSourceTopicException) {
        log.atWarn().log("a topic just created is not known everywhere yet; trying again");
      } else {
        log.atError().setCause(e).log("conversation thread failed and is replaced");
      }
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    });
    Gauges.showLag(context.meters(), GROUP, streams::metrics);
  }

  public void start() {
    streams.start();
  }

  public boolean isReady() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  public boolean isHealthy() {
    return !streams.state().hasCompletedShutdown();
  }

  @Override
  public void close() {
    streams.close(
        CloseOptions.timeout(CLOSE_WAIT)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
  }

  private static Properties properties(ServiceContext context) {
    var properties = new Properties();
    properties.putAll(context.kafka().commonProperties());
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, GROUP);
    properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "streams");
    properties.put(
        StreamsConfig.NUM_STREAM_THREADS_CONFIG,
        context.settings().integer("DIALOG_THREADS", 1, 1, 64));
    properties.put(
        StreamsConfig.REPLICATION_FACTOR_CONFIG,
        context.settings().integer("TOPICS_REPLICATION", 1, 1, 9));
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 500);
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
    // Streams sets these itself, to the same, and complains of anybody else who does.
    properties.remove(StreamsConfig.consumerPrefix(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG));
    properties.remove(StreamsConfig.consumerPrefix(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG));
    return properties;
  }

  private static void put(
      Properties properties, String except, String as, String name, Object value) {
    if (!name.equals(except)) {
      properties.put(as, value);
    }
  }
}
