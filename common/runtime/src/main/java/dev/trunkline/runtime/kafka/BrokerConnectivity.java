// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Whether consumers can reach the cluster, judged by their own metrics: disconnected when the last
 * connection is closed or no response came for {@code maxSilence}, connected again with the next
 * response. Call it more often than every {@code maxSilence}. Thread-safe.
 */
public final class BrokerConnectivity {
  private static final String GROUP = "consumer-metrics";

  private final Supplier<? extends Map<MetricName, ? extends Metric>> metrics;
  private final Duration maxSilence;
  private final LongSupplier nanoTime;
  private double responses;
  private long respondedAtNanos;
  private boolean connected;

  /**
   * @param metrics of one or more consumers
   * @param maxSilence longer than a healthy consumer ever waits for a response: one that has
   *     partitions fetches ten times a second, one without sends a heartbeat every five seconds at
   *     the broker's defaults
   */
  public BrokerConnectivity(
      Supplier<? extends Map<MetricName, ? extends Metric>> metrics,
      Duration maxSilence,
      LongSupplier nanoTime) {
    this.metrics = metrics;
    this.maxSilence = maxSilence;
    this.nanoTime = nanoTime;
    this.respondedAtNanos = nanoTime.getAsLong();
  }

  /** True while the cluster responds. */
  public synchronized boolean isConnected() {
    double connections = 0;
    double responsesNow = 0;
    for (Map.Entry<MetricName, ? extends Metric> entry : metrics.get().entrySet()) {
      if (entry.getKey().group().equals(GROUP)) {
        switch (entry.getKey().name()) {
          case "connection-count" -> connections += number(entry.getValue());
          case "response-total" -> responsesNow += number(entry.getValue());
          default -> {
            // No other metric tells whether the cluster responds.
          }
        }
      }
    }
    update(connections, responsesNow);
    return connected;
  }

  private void update(double connections, double responsesNow) {
    long now = nanoTime.getAsLong();
    if (responsesNow != responses) {
      responses = responsesNow;
      respondedAtNanos = now;
      connected = connections > 0;
    } else if (connections == 0 || now - respondedAtNanos > maxSilence.toNanos()) {
      connected = false;
    }
  }

  private static double number(Metric metric) {
    return ((Number) metric.metricValue()).doubleValue();
  }
}
