// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.erase;

import dev.trunkline.cli.log.CallLog;
import dev.trunkline.events.CallEvent.CallEnded;
import dev.trunkline.events.topic.Topics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Where records of one call stand, and whose records stand before them. Pure. */
public final class CallRecordScan {
  /**
   * Records of the call in a partition.
   *
   * @param until the offset after the last one
   * @param newestMs time of the newest one
   * @param before calls that have records before {@code until} as well
   */
  public record Trace(
      TopicPartition place, long records, long until, long newestMs, Set<String> before) {
    public Trace {
      before = Set.copyOf(before);
    }
  }

  private static final class Found {
    private long records;
    private long until;
    private long newestMs;
    private Set<String> before = Set.of();
    private final Set<String> passed = new HashSet<>();
  }

  private final String callSid;
  private final Map<TopicPartition, Found> places = new HashMap<>();
  private final Set<String> ended = new HashSet<>();

  public CallRecordScan(String callSid) {
    this.callSid = callSid;
  }

  /** Takes a record; those of a partition in the order of the log. */
  public void add(ConsumerRecord<String, byte[]> message) {
    String key = message.key() == null ? "" : message.key();
    Found found =
        places.computeIfAbsent(
            new TopicPartition(message.topic(), message.partition()), _ -> new Found());
    if (key.equals(callSid)) {
      found.records++;
      found.until = message.offset() + 1;
      found.newestMs = Math.max(found.newestMs, message.timestamp());
      found.before = Set.copyOf(found.passed);
    } else {
      found.passed.add(key);
    }
    if (message.topic().equals(Topics.CALLS.name())
        && CallLog.event(message).filter(CallEnded.class::isInstance).isPresent()) {
      ended.add(key);
    }
  }

  /** Where it stands, by topic. */
  public List<Trace> all() {
    var all = new ArrayList<Trace>();
    places.forEach((place, found) -> {
      if (found.records > 0) {
        all.add(new Trace(place, found.records, found.until, found.newestMs, found.before));
      }
    });
    all.sort(Comparator.comparing((Trace trace) -> trace.place().topic()));
    return all;
  }

  /** True if the topics say that the call is over. */
  public boolean isOver() {
    return ended.contains(callSid);
  }

  /** Other calls that have records before those of this one. */
  public Set<String> older() {
    var older = new HashSet<String>();
    all().forEach(trace -> older.addAll(trace.before()));
    return older;
  }

  /** Those among them that go on. */
  public Set<String> goingOn() {
    Set<String> open = older();
    open.removeAll(ended);
    open.remove("");
    return open;
  }
}
