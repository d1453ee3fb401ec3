// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.runtime.settings.SharedSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Creates Kafka clients tuned for the speech path. {@code KAFKA_X_Y=v} becomes the client property
 * {@code x.y=v} of every client and overrides what is set here.
 */
public final class KafkaClients {
  private static final String PREFIX = "KAFKA_";

  /** docker-compose's port for tools, which stands in the same {@code .env}. */
  private static final String COMPOSE_PORT = "KAFKA_PORT";

  private static final Pattern NAMED_PROPERTY =
      Pattern.compile("(?:in|for configuration) ([a-z.]+)");

  private static final int FETCH_BYTES = 128 * 1024;

  /** How long a record waits for an unreachable cluster, at most. A broker restart takes less. */
  public static final Duration DELIVERY_TIMEOUT = Duration.ofMinutes(2);

  /** A request without a response for this long closes the connection; the client reconnects. */
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

  /**
   * How long a broker delays a fetch without records. It answers a connection's requests one after
   * the other, so the requests after a rebalance wait behind such a fetch.
   */
  private static final Duration MAX_FETCH_WAIT = Duration.ofMillis(100);

  /** A broker that returns is reconnected to within this. */
  private static final Duration MAX_RECONNECT_BACKOFF = Duration.ofMillis(500);

  /** How long looking up a topic may block; sending never does, see {@link Publisher}. */
  private static final Duration MAX_BLOCK = Duration.ofSeconds(2);

  private static final long DEFAULT_BUFFER_BYTES = 32L * 1024 * 1024;

  private final Map<String, Object> common = new HashMap<>();

  private KafkaClients() {}

  /** Clients for the cluster that {@code settings} name. */
  public static KafkaClients from(Settings settings) {
    settings.required(
        SharedSettings.KAFKA_BOOTSTRAP_SERVERS,
        "set it to host:port of a Kafka broker, e.g. localhost:9092");
    var clients = new KafkaClients();
    settings
        .values()
        .forEach((name, value) -> {
          if (name.startsWith(PREFIX) && !name.equals(COMPOSE_PORT)) {
            clients.common.put(
                name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.'), value);
          }
        });
    return clients;
  }

  /** The properties of every client: those from {@code KAFKA_*}. */
  public Map<String, Object> commonProperties() {
    return Map.copyOf(common);
  }

  /** An admin client whose requests fail after {@code timeout}. */
  public Admin admin(Duration timeout) {
    var properties = new HashMap<String, Object>();
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
    return checked(() -> Admin.create(with(properties)));
  }

  /**
   * A producer that waits {@code linger} for more records: zero for events on the way to an answer,
   * about 2 ms for callers' audio.
   */
  public KafkaProducer<String, byte[]> producer(String clientId, Duration linger) {
    return producer(clientId, linger, DEFAULT_BUFFER_BYTES);
  }

  /** As above, with a buffer of {@code bufferBytes} for when the cluster is unreachable. */
  public KafkaProducer<String, byte[]> producer(
      String clientId, Duration linger, long bufferBytes) {
    Map<String, Object> properties = producerProperties(clientId, linger);
    properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, bufferBytes);
    return checked(() ->
        new KafkaProducer<>(with(properties), new StringSerializer(), new ByteArraySerializer()));
  }

  /** The producer settings of the speech path, for clients created elsewhere. */
  public static Map<String, Object> producerProperties(String clientId, Duration linger) {
    var properties = new HashMap<String, Object>();
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // A partition that is just electing its leader may reject a producer's first batch and accept
    // the
    // second. The first then never fits the sequence, fails after DELIVERY_TIMEOUT, and everything
    // behind it in the partition waits as long. So one batch is in flight at a time.
    properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, linger.toMillis());
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK.toMillis());
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY_TIMEOUT.toMillis());
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_TIMEOUT.toMillis());
    properties.put(
        ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, MAX_RECONNECT_BACKOFF.toMillis());
    // By default a producer drops its metadata when all brokers are unreachable, and that of idle
    // topics; the next record then blocks and fails instead of being buffered.
    properties.put(
        CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, MetadataRecoveryStrategy.NONE.name);
    properties.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(1).toMillis());
    return properties;
  }

  /**
   * A group's consumer, under the consumer protocol with the range assignor, so that one member
   * gets the same partitions of every topic. Commits nothing by itself; {@link ConsumerLoop}
   * chooses where a group without offsets starts.
   */
  public KafkaConsumer<String, byte[]> groupConsumer(String group, String clientId) {
    var properties = consumerProperties(clientId);
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
    properties.put(ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG, "range");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    return consumer(properties);
  }

  /** A consumer without a group, for a topic with one reader; starts at the end. */
  public KafkaConsumer<String, byte[]> ungroupedConsumer(String clientId) {
    var properties = consumerProperties(clientId);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    return consumer(properties);
  }

  /** The consumer settings of the speech path, for clients created elsewhere. */
  public static Map<String, Object> consumerProperties(String clientId) {
    var properties = new HashMap<String, Object>();
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_TIMEOUT.toMillis());
    properties.put(
        ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, MAX_RECONNECT_BACKOFF.toMillis());
    properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) MAX_FETCH_WAIT.toMillis());
    // Without these two, a fetch response larger than the TCP window stalls for 40-200 ms.
    properties.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, 1024 * 1024);
    properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return properties;
  }

  private KafkaConsumer<String, byte[]> consumer(Map<String, Object> properties) {
    return checked(() ->
        new KafkaConsumer<>(
            with(properties), new StringDeserializer(), new ByteArrayDeserializer()));
  }

  private Map<String, Object> with(Map<String, Object> properties) {
    var merged = new HashMap<>(properties);
    merged.putAll(common);
    if (properties.containsKey(ConsumerConfig.CLIENT_ID_CONFIG)) {
      merged.put(ConsumerConfig.CLIENT_ID_CONFIG, properties.get(ConsumerConfig.CLIENT_ID_CONFIG));
    }
    return merged;
  }

  private <T> T checked(Supplier<T> client) {
    try {
      return client.get();
    } catch (KafkaException e) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      String wrong = String.valueOf(root.getMessage());
      Optional<String> file = fileNamedIn(e);
      if (file.isPresent()) {
        throw new InvalidSetting(
            variableOf(file.get()),
            "names a file that cannot be used ("
                + root.getClass().getSimpleName()
                + ": "
                + wrong
                + ")",
            "correct it, its password or its type");
      }
      throw new InvalidSetting(
          variable(wrong),
          "is rejected by the Kafka client (" + wrong + ")",
          "correct it; docs/kafka.md has examples");
    }
  }

  /** The property that holds the file named in {@code e}. */
  private Optional<String> fileNamedIn(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      for (Map.Entry<String, Object> set : common.entrySet()) {
        if (set.getKey().endsWith(".location") && message.contains(set.getValue().toString())) {
          return Optional.of(set.getKey());
        }
      }
    }
    return Optional.empty();
  }

  /** The variable behind the property that Kafka's message names. */
  private static String variable(String wrong) {
    Matcher named = NAMED_PROPERTY.matcher(wrong);
    return named.find() ? variableOf(named.group(1)) : "One of the KAFKA_ variables";
  }

  private static String variableOf(String property) {
    return PREFIX + property.toUpperCase(Locale.ROOT).replace('.', '_');
  }
}
