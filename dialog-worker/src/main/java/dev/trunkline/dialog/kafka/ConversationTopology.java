// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.trunkline.events.topic.EventTopic;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.events.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/** The topology: one processor, its source topics, its state store and its sinks. */
final class ConversationTopology {
  static final String STORE = "conversations";
  static final String DEAD_LETTER_HEADER = "dlq-topic";

  /** Without a committed offset, skip calls that are over. */
  private static final AutoOffsetReset WITHOUT_OFFSET =
      AutoOffsetReset.byDuration(Duration.ofSeconds(30));

  private static final String PROCESSOR = "conversation";

  /**
   * A conversation changes with every event, and only its last state is needed: a worker that takes
   * over reads the whole changelog before it answers, and erased calls must leave it. Brokers
   * compact full segments only, by default of one gibibyte.
   */
  private static final Map<String, String> CHANGELOG =
      Map.of(
          TopicConfig.SEGMENT_BYTES_CONFIG, String.valueOf(1024 * 1024),
          TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, millis(Duration.ofHours(1)),
          TopicConfig.DELETE_RETENTION_MS_CONFIG, millis(Duration.ofHours(1)));

  private ConversationTopology() {}

  /** Builds the topology; {@code processors} returns a new processor each time. */
  static Topology build(Supplier<ConversationProcessor> processors) {
    var strings = Serdes.String();
    var bytes = Serdes.ByteArray();
    var topology = new Topology();
    for (EventTopic<?> topic : Topics.EVENTS) {
      topology.addSource(
          WITHOUT_OFFSET,
          "from-" + topic.name(),
          strings.deserializer(),
          bytes.deserializer(),
          topic.name());
    }
    topology
        .addProcessor(
            PROCESSOR,
            processors::get,
            Topics.EVENTS.stream().map(topic -> "from-" + topic.name()).toArray(String[]::new))
        .addStateStore(
            Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(STORE), strings, new StoredCallSerde())
                .withLoggingEnabled(CHANGELOG),
            PROCESSOR);
    for (EventTopic<?> topic :
        List.of(Topics.CALLS, Topics.TURNS, Topics.REPLIES, Topics.TRANSCRIPTS)) {
      String sink = SinkNames.of(topic);
      topology.addSink(sink, topic.name(), strings.serializer(), bytes.serializer(), PROCESSOR);
    }
    topology.addSink(
        SinkNames.GATEWAY,
        (key, value, context) -> header(context.headers(), ReturnAddress.HEADER),
        strings.serializer(),
        bytes.serializer(),
        PROCESSOR);
    topology.addSink(
        SinkNames.DEAD_LETTERS,
        (key, value, context) -> header(context.headers(), DEAD_LETTER_HEADER),
        strings.serializer(),
        bytes.serializer(),
        PROCESSOR);
    return topology;
  }

  private static String millis(Duration time) {
    return String.valueOf(time.toMillis());
  }

  private static String header(Headers headers, String name) {
    return new String(Objects.requireNonNull(headers.lastHeader(name)).value(), US_ASCII);
  }
}
