// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import dev.trunkline.events.UnreadableRecord;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.events.topic.Topic;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.runtime.telemetry.EnumCounters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;

/** Counts dead letters by topic and reason; all gateways' topics share one label. */
public final class DeadLetterMetrics {
  private static final String GATEWAY = "gateway";

  private enum Reason {
    UNREADABLE,
    FAILED
  }

  private final Map<String, EnumCounters<Reason>> topics = new HashMap<>();

  public DeadLetterMetrics(MeterRegistry meters) {
    Topics.ALL.stream().map(Topic::name).forEach(topic -> topics.put(topic, of(meters, topic)));
    topics.put(GATEWAY, of(meters, GATEWAY));
  }

  /** A record of {@code topic} became a dead letter. */
  public void count(String topic, Exception why) {
    EnumCounters<Reason> counters = topics.get(ReturnAddress.isTopic(topic) ? GATEWAY : topic);
    if (counters != null) {
      counters.count(why instanceof UnreadableRecord ? Reason.UNREADABLE : Reason.FAILED);
    }
  }

  private static EnumCounters<Reason> of(MeterRegistry meters, String topic) {
    return new EnumCounters<>(
        meters, "trunkline.records.dead", Tags.of("topic", topic), "reason", Reason.class);
  }
}
