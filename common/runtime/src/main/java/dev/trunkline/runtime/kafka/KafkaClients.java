// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
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
 * Makes Kafka clients with the settings of the speech path. {@code KAFKA_X_Y=v} becomes the client
 * property {@code x.y=v} of every client and wins over what is set here.
 */
public final class KafkaClients {
  private static final String PREFIX = "KAFKA_";

  private static final Pattern NAMED = Pattern.compile("(?:in|for configuration) ([a-z.]+)");

  private static final int FETCH_BYTES = 128 * 1024;

  /** How long a record waits for a cluster that is away, at most. A restart takes less. */
  public static final Duration DELIVERY_TIMEOUT = Duration.ofMinutes(2);

  /** A broker that is silent for so long counts as gone, and is connected to anew. */
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

  /**
   * A broker answers one request of a connection after the other, and holds a fetch back so long if
   * there is nothing to fetch. What a consumer asks when it gets new partitions waits behind it.
   */
  private static final Duration FETCH_WAIT = Duration.ofMillis(100);

  /** A broker that is back is found within this. */
  private static final Duration RECONNECT_WAIT = Duration.ofMillis(500);

  /** What a look-up of a topic waits; sending does not, see {@link Publisher}. */
  private static final Duration MOST_BLOCK = Duration.ofSeconds(2);

  private static final long DEFAULT_BUFFER_BYTES = 32L * 1024 * 1024;

  private final Map<String, Object> common = new HashMap<>();

  private KafkaClients() {}

  /** Clients for the cluster that {@code settings} name. */
  public static KafkaClients from(Settings settings) {
    settings.required(
        "KAFKA_BOOTSTRAP_SERVERS", "set it to host:port of a Kafka broker, e.g. localhost:9092");
    var clients = new KafkaClients();
    settings
        .values()
        .forEach((name, value) -> {
          if (name.startsWith(PREFIX)) {
            clients.common.put(
                name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.'), value);
          }
        });
    return clients;
  }

  /** What every client gets: where the cluster is, and what {@code KAFKA_*} says. */
  public Map<String, Object> commonProperties() {
    return Map.copyOf(common);
  }

  /** An admin client that gives up on a request after {@code timeout}. */
  public Admin admin(Duration timeout) {
    var properties = new HashMap<String, Object>();
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
    return checked(() -> Admin.create(with(properties)));
  }

  /**
   * A producer that waits {@code linger} for more records: zero for what somebody waits for, about
   * 2 ms for callers' audio.
   */
  public KafkaProducer<String, byte[]> producer(String clientId, Duration linger) {
    return producer(clientId, linger, DEFAULT_BUFFER_BYTES);
  }

  /** As above, with a buffer that holds {@code bufferBytes} while the cluster is away. */
  public KafkaProducer<String, byte[]> producer(
      String clientId, Duration linger, long bufferBytes) {
    Map<String, Object> properties = producerProperties(clientId, linger);
    properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, bufferBytes);
    return checked(() ->
        new KafkaProducer<>(with(properties), new StringSerializer(), new ByteArraySerializer()));
  }

  /** The producer settings of the speech path, for clients made elsewhere. */
  public static Map<String, Object> producerProperties(String clientId, Duration linger) {
    var properties = new HashMap<String, Object>();
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // A partition that is just getting its leader may refuse a producer's first batch and take the
    // second. The first then never fits again, is given up after DELIVERY_TIMEOUT, and all that
    // follows in the partition waits as long. So no batch sets out before the one ahead is in.
    properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, linger.toMillis());
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MOST_BLOCK.toMillis());
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY_TIMEOUT.toMillis());
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_TIMEOUT.toMillis());
    properties.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_WAIT.toMillis());
    // By default a producer whose brokers are all away forgets what it knew of the topics, and
    // instead of being buffered the next record blocks and fails; it forgets idle ones as well.
    properties.put(
        CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, MetadataRecoveryStrategy.NONE.name);
    properties.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(1).toMillis());
    return properties;
  }

  /**
   * A consumer of a group, under the consumer protocol with the range assignor, so that one member
   * gets the same partitions of every topic. Commits nothing by itself; {@link ConsumerLoop}
   * chooses where a group without offsets begins.
   */
  public KafkaConsumer<String, byte[]> groupConsumer(String group, String clientId) {
    var properties = consumerProperties(clientId);
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
    properties.put(ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG, "range");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    return consumer(properties);
  }

  /** A consumer without a group, for a topic that has one reader, from the end unless sought. */
  public KafkaConsumer<String, byte[]> ungroupedConsumer(String clientId) {
    var properties = consumerProperties(clientId);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    return consumer(properties);
  }

  /** The consumer settings of the speech path, for clients made elsewhere. */
  public static Map<String, Object> consumerProperties(String clientId) {
    var properties = new HashMap<String, Object>();
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_TIMEOUT.toMillis());
    properties.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_WAIT.toMillis());
    properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) FETCH_WAIT.toMillis());
    // Without these two a fetch answer that outgrows the TCP window stalls for 40-200 ms.
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
          "does not make a Kafka client (" + wrong + ")",
          "correct it; docs/kafka.md has examples");
    }
  }

  /** The property whose file is what {@code e} complains of. */
  private Optional<String> fileNamedIn(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      String said = String.valueOf(cause.getMessage());
      for (Map.Entry<String, Object> set : common.entrySet()) {
        if (set.getKey().endsWith(".location") && said.contains(set.getValue().toString())) {
          return Optional.of(set.getKey());
        }
      }
    }
    return Optional.empty();
  }

  /** The variable behind the property that Kafka names when it refuses {@code wrong}. */
  private static String variable(String wrong) {
    Matcher named = NAMED.matcher(wrong);
    return named.find() ? variableOf(named.group(1)) : "One of the KAFKA_ variables";
  }

  private static String variableOf(String property) {
    return PREFIX + property.toUpperCase(Locale.ROOT).replace('.', '_');
  }
}
