// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Gauges that several services have. Registering a name and labels again replaces the earlier
 * gauge, so that a service restarted in the same process shows its own values.
 */
public final class Gauges {
  private static final String RESTORE = "-restore-consumer";

  private Gauges() {}

  /** Registers {@code value}, which is read at every scrape. */
  public static void register(
      MeterRegistry registry, String name, Tags tags, DoubleSupplier value) {
    Gauge earlier = registry.find(name).tags(tags).gauge();
    if (earlier != null) {
      registry.remove(earlier);
    }
    Gauge.builder(name, value, DoubleSupplier::getAsDouble)
        .tags(tags)
        .strongReference(true)
        .register(registry);
  }

  /** Registers how many calls a stage serves. */
  public static void registerCalls(MeterRegistry registry, String stage, DoubleSupplier calls) {
    register(registry, "trunkline.calls.active", Tags.of("stage", stage), calls);
  }

  /** Registers how many pieces of work {@code group} has started and not finished. */
  public static void registerUnfinished(
      MeterRegistry registry, String group, DoubleSupplier unfinished) {
    register(registry, "trunkline.work.unfinished", Tags.of("group", group), unfinished);
  }

  /** Registers how many bytes a producer has buffered and not sent. */
  public static void registerBuffered(
      MeterRegistry registry, Supplier<Map<MetricName, ? extends Metric>> producer) {
    String client =
        producer.get().keySet().stream()
            .map(name -> name.tags().get("client-id"))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse("");
    register(
        registry,
        "trunkline.producer.buffered.bytes",
        Tags.of("client", client),
        () ->
            value(producer.get(), "buffer-total-bytes")
                - value(producer.get(), "buffer-available-bytes"));
  }

  private static double value(Map<MetricName, ? extends Metric> metrics, String name) {
    return metrics.entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(name))
        .mapToDouble(entry -> entry.getValue().metricValue() instanceof Double d ? d : 0)
        .findFirst()
        .orElse(0);
  }

  /**
   * Registers how many records of this process's partitions in {@code group} it has not read yet.
   *
   * @param client a consumer's or a Kafka Streams application's own metrics
   */
  public static void registerLag(
      MeterRegistry registry, String group, Supplier<Map<MetricName, ? extends Metric>> client) {
    register(
        registry,
        "trunkline.consumer.lag.records",
        Tags.of("group", group),
        () -> lag(client.get()));
  }

  /**
   * The sum over the partitions; one from which no record was read yet has no value. The client
   * reports a topic with a dot in its name twice, the second time with an underscore instead.
   */
  static double lag(Map<MetricName, ? extends Metric> metrics) {
    var partitions = new HashMap<String, Double>();
    metrics.forEach((name, metric) -> {
      String partition = name.tags().get("partition");
      String client = name.tags().getOrDefault("client-id", "");
      if (name.name().equals("records-lag")
          && partition != null
          && !client.endsWith(RESTORE)
          && metric.metricValue() instanceof Double lag
          && lag > 0) {
        String topic = name.tags().getOrDefault("topic", "").replace('.', '_');
        partitions.merge(client + "/" + topic + "/" + partition, lag, Math::max);
      }
    });
    return partitions.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
