// SPDX-License-Identifier: Apache-2.0
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.events.Event;
import dev.trunkline.events.TurnEvent.TurnCompleted;
import dev.trunkline.events.UnreadableRecord;
import dev.trunkline.events.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers;

// For every hour: how many calls began, how soon they were answered, how often the caller cut the
// assistant short. Prints an hour's line whenever it changes. See docs/analytics.md.

void main(String... arguments) {
  var settings = new Properties();
  settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "call-figures");
  settings.put(
      StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
      arguments.length > 0 ? arguments[0] : "localhost:9092");
  settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1_000);
  settings.put(StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG, InMemoryDslStoreSuppliers.class);
  var streams = new KafkaStreams(topology(), settings);
  Runtime.getRuntime().addShutdownHook(new Thread(streams::close));
  streams.start();
}

// A call's records of both topics come to one reader, so a call is put together where it is read;
// then it is counted to the hour in which it began. When a call changes, what it counted before is
// subtracted, so a record that is delivered twice changes nothing.
Topology topology() {
  var builder = new StreamsBuilder();
  builder.stream(
          List.of(Topics.CALLS.name(), Topics.TURNS.name()),
          Consumed.with(Serdes.String(), Serdes.serdeFrom((_, _) -> new byte[0], this::event)))
      .filter((_, event) -> event != null)
      .groupByKey()
      .aggregate(
          Call::new,
          (_, event, call) -> call.with(event),
          Materialized.with(Serdes.String(), json(Call.class)))
      .filter((_, call) -> call.beganAtMs() > 0)
      .groupBy(
          (_, call) -> KeyValue.pair(call.hour(), call),
          Grouped.with(Serdes.String(), json(Call.class)))
      .aggregate(
          Hour::new,
          (_, call, hour) -> hour.count(call, 1),
          (_, call, hour) -> hour.count(call, -1),
          Materialized.with(Serdes.String(), json(Hour.class)))
      .toStream()
      .foreach((hour, figures) -> IO.println(hour + "  " + figures));
  return builder.build();
}

record Call(long beganAtMs, Map<Integer, Turn> turns) {
  Call() {
    this(0, Map.of());
  }

  Call with(Event event) {
    return switch (event) {
      case CallStarted started -> new Call(started.atMs(), turns);
      case TurnCompleted turn -> {
        var more = new TreeMap<>(turns);
        var latency = turn.latency();
        more.put(
            turn.turn(), new Turn(latency == null ? null : latency.answerMs(), turn.interrupted()));
        yield new Call(beganAtMs, more);
      }
      default -> this;
    };
  }

  String hour() {
    return Instant.ofEpochMilli(beganAtMs).truncatedTo(ChronoUnit.HOURS).toString();
  }
}

// answerMs is null for a turn that answers nothing, such as the greeting.
record Turn(Long answerMs, boolean interrupted) {}

// answers: how often each answer time occurred.
record Hour(int calls, int turns, int interrupted, SortedMap<Long, Integer> answers) {
  Hour() {
    this(0, 0, 0, new TreeMap<>());
  }

  Hour count(Call call, int sign) {
    var more = new TreeMap<>(answers);
    call.turns().values().stream()
        .map(Turn::answerMs)
        .filter(Objects::nonNull)
        .forEach(ms -> more.merge(ms, sign, (is, by) -> is + by == 0 ? null : is + by));
    int cutShort = (int) call.turns().values().stream().filter(Turn::interrupted).count();
    return new Hour(
        calls + sign, turns + sign * call.turns().size(), interrupted + sign * cutShort, more);
  }

  @Override
  public String toString() {
    long[] ms =
        answers.entrySet().stream()
            .flatMapToLong(each -> LongStream.generate(each::getKey).limit(each.getValue()))
            .toArray();
    long p95 = ms.length == 0 ? 0 : ms[(int) Math.ceil(0.95 * ms.length) - 1];
    return String.format(
        Locale.ROOT,
        "calls %d  turns %d  interrupted %.0f %%  answers %d  average %.0f ms  p95 %d ms",
        calls,
        turns,
        100.0 * interrupted / Math.max(1, turns),
        ms.length,
        LongStream.of(ms).average().orElse(0),
        p95);
  }
}

// Null for what this program does not know.
Event event(String topic, byte[] json) {
  try {
    var codec = topic.equals(Topics.CALLS.name()) ? Topics.CALLS.codec() : Topics.TURNS.codec();
    return codec.decode(json).orElse(null);
  } catch (UnreadableRecord e) {
    return null; // The services have put it into the dead-letter topic.
  }
}

<T> Serde<T> json(Class<T> type) {
  var json = new JsonMapper();
  return Serdes.serdeFrom(
      (_, value) -> {
        try {
          return json.writeValueAsBytes(value);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      },
      (_, bytes) -> {
        try {
          return bytes == null ? null : json.readValue(bytes, type);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
}
