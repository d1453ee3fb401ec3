// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;

/** Consumer records like those of a topic, valid or broken. */
public final class Records {
  private static final Path CONTRACT = contract(Path.of("").toAbsolutePath());

  private static final Map<String, List<String>> SAMPLES = new ConcurrentHashMap<>();

  private Records() {}

  /** Tests run in their module's directory, at any depth below the repository's root. */
  private static Path contract(Path start) {
    for (Path directory = start; directory != null; directory = directory.getParent()) {
      Path samples = directory.resolve("common/events/src/test/resources/contract/version-1");
      if (Files.isDirectory(samples)) {
        return samples;
      }
    }
    throw new IllegalStateException("no sample records in a directory above " + start);
  }

  /** Valid samples of a topic's events, at least one of each type; {@code gateway}: commands. */
  public static List<String> samples(String topic) {
    return SAMPLES.computeIfAbsent(topic, Records::read);
  }

  /** Empty headers, made with Kafka's public API. */
  public static Headers noHeaders() {
    return new ProducerRecord<>("", "").headers();
  }

  private static List<String> read(String topic) {
    try {
      return Files.readAllLines(CONTRACT.resolve(topic + ".jsonl")).stream()
          .filter(line -> !line.isBlank())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A record of one of {@link #samples}, broken. */
  public static ConsumerRecord<String, byte[]> event(
      Mutator mutator, String topic, int partition, long offset, String key, Headers headers) {
    String sample = mutator.pick(samples(topic)).replaceAll("CA[0-9a-f]{32}", key);
    return broken(mutator, topic, partition, offset, key, sample.getBytes(UTF_8), headers);
  }

  /** A record like one with this key, value and headers, broken. */
  public static ConsumerRecord<String, byte[]> broken(
      Mutator mutator,
      String topic,
      int partition,
      long offset,
      String key,
      byte[] value,
      Headers headers) {
    return new ConsumerRecord<>(
        topic,
        partition,
        offset,
        0L,
        TimestampType.CREATE_TIME,
        ConsumerRecord.NULL_SIZE,
        ConsumerRecord.NULL_SIZE,
        mutator.oneIn(50) ? null : mutator.oneIn(20) ? mutator.text(key) : key,
        mutator.value(value),
        mutator.headers(headers),
        Optional.empty());
  }
}
