// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Whether consumers are in contact with the cluster, by their own figures: lost when the last
 * connection is gone, or nothing was answered for a while, and back with the next answer. To be
 * asked now and then, at best more often than {@code silence}. Thread-safe.
 */
public final class BrokerConnectivity {
  private static final String GROUP = "consumer-metrics";

  private final Supplier<? extends Map<MetricName, ? extends Metric>> metrics;
  private final Duration silence;
  private final LongSupplier nanoTime;
  private double answers;
  private long answeredAtNanos;
  private boolean kept;

  /**
   * @param metrics of one consumer or of several
   * @param silence longer than a consumer that is well is ever without an answer: one that has
   *     partitions fetches ten times a second, one that has none sends a heartbeat every five
   *     seconds at a broker's defaults
   */
  public BrokerConnectivity(
      Supplier<? extends Map<MetricName, ? extends Metric>> metrics,
      Duration silence,
      LongSupplier nanoTime) {
    this.metrics = metrics;
    this.silence = silence;
    this.nanoTime = nanoTime;
    this.answeredAtNanos = nanoTime.getAsLong();
  }

  /** True while the cluster answers. */
  public synchronized boolean isConnected() {
    double connections = 0;
    double answersNow = 0;
    for (Map.Entry<MetricName, ? extends Metric> entry : metrics.get().entrySet()) {
      if (entry.getKey().group().equals(GROUP)) {
        switch (entry.getKey().name()) {
          case "connection-count" -> connections += number(entry.getValue());
          case "response-total" -> answersNow += number(entry.getValue());
          default -> {
            // The other figures say nothing about contact.
          }
        }
      }
    }
    judge(connections, answersNow);
    return kept;
  }

  private void judge(double connections, double answersNow) {
    long now = nanoTime.getAsLong();
    if (answersNow != answers) {
      answers = answersNow;
      answeredAtNanos = now;
      kept = connections > 0;
    } else if (connections == 0 || now - answeredAtNanos > silence.toNanos()) {
      kept = false;
    }
  }

  private static double number(Metric metric) {
    return ((Number) metric.metricValue()).doubleValue();
  }
}
