// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.log;

import dev.trunkline.events.CallEvent.CallEnded;
import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.events.UnreadableRecord;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.events.topic.Topic;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.runtime.kafka.KafkaClients;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Collects a call from the topics. What is written into {@code calls} says when it was and in which
 * partition; of the other topics only that stretch is read.
 */
public final class CallFinder {
  /** What belongs to a call stands in the topics within so long of its first and last event. */
  private static final long AROUND_MS = 120_000;

  private CallFinder() {}

  /** Every call that began and whose begin is still there, by time, and how it ended if it has. */
  public static List<Listed> list(KafkaClients clients) {
    var begins = new LinkedHashMap<String, CallStarted>();
    var ends = new HashMap<String, String>();
    try (var scan = new TopicScan(clients)) {
      scan.read(
          scan.begins(scan.partitions(Topics.CALLS.name())),
          message ->
              CallLog.event(message)
                  .ifPresent(event -> {
                    if (event instanceof CallStarted start) {
                      begins.putIfAbsent(start.callSid(), start);
                    } else if (event instanceof CallEnded end) {
                      ends.put(end.callSid(), end.cause().name());
                    }
                  }));
    }
    return begins.values().stream()
        .map(call -> new Listed(call.callSid(), call.atMs(), ends.getOrDefault(call.callSid(), "")))
        .sorted(Comparator.comparingLong(Listed::atMs))
        .toList();
  }

  /**
   * A call in the topics.
   *
   * @param cause how it ended, "" if it goes on
   */
  public record Listed(String callSid, long atMs, String cause) {}

  /** The call; empty if {@code calls} holds nothing of it. */
  public static Optional<CallLog> find(KafkaClients clients, String callSid) {
    try (var scan = new TopicScan(clients)) {
      var life = new ArrayList<ConsumerRecord<String, byte[]>>();
      scan.read(scan.begins(scan.partitions(Topics.CALLS.name())), keep(callSid, life));
      return life.isEmpty() ? Optional.empty() : Optional.of(around(scan, callSid, life));
    }
  }

  private static CallLog around(
      TopicScan scan, String callSid, List<ConsumerRecord<String, byte[]>> life) {
    LongSummaryStatistics when =
        life.stream().mapToLong(ConsumerRecord::timestamp).summaryStatistics();
    boolean begun =
        life.stream()
            .flatMap(r -> CallLog.event(r).stream())
            .anyMatch(CallStarted.class::isInstance);
    List<TopicPartition> places = places(scan, life);
    var records = new ArrayList<>(life);
    var gone = new HashSet<String>();
    if (!begun) {
      gone.add(Topics.CALLS.name());
    }
    Map<TopicPartition, Long> from = scan.at(places, when.getMin() - AROUND_MS);
    boolean over = new CallLog(callSid, life, Set.of()).hasEnded();
    Map<TopicPartition, Long> until =
        scan.at(places, over ? when.getMax() + AROUND_MS : Long.MAX_VALUE);
    scan.read(from, until, keep(callSid, records));
    cut(scan, from)
        .forEach(partition -> {
          if (!reachesBack(scan, partition, when.getMin(), until)) {
            gone.add(partition.topic());
          }
        });
    return new CallLog(callSid, records, gone);
  }

  /** A call's records of all topics stand in partitions of the same number. */
  private static List<TopicPartition> places(
      TopicScan scan, List<ConsumerRecord<String, byte[]>> life) {
    var places = new ArrayList<>(gateways(scan, life));
    int partition = life.getFirst().partition();
    int number = scan.partitions(Topics.CALLS.name()).size();
    for (Topic topic : Topics.ALL) {
      List<TopicPartition> all = scan.partitions(topic.name());
      if (!topic.equals(Topics.CALLS.topic())) {
        places.addAll(all.size() == number ? List.of(all.get(partition)) : all);
      }
    }
    return places;
  }

  private static List<TopicPartition> gateways(
      TopicScan scan, List<ConsumerRecord<String, byte[]>> life) {
    Set<String> held =
        life.stream()
            .flatMap(message -> address(message).stream())
            .map(ReturnAddress::topic)
            .collect(Collectors.toSet());
    return scan.gateways().stream()
        .filter(partition -> held.isEmpty() || held.contains(partition.topic()))
        .toList();
  }

  /** What cannot be an address leads nowhere. */
  private static Optional<ReturnAddress> address(ConsumerRecord<String, byte[]> message) {
    try {
      return ReturnAddress.in(KafkaHeaders.of(message.headers()));
    } catch (UnreadableRecord e) {
      return Optional.empty();
    }
  }

  /** Those that would be read from their oldest record on, although older ones are gone. */
  private static List<TopicPartition> cut(TopicScan scan, Map<TopicPartition, Long> from) {
    Map<TopicPartition, Long> oldest = scan.begins(from.keySet());
    return from.keySet().stream()
        .filter(p -> oldest.getOrDefault(p, 0L) > 0)
        .filter(p -> from.getOrDefault(p, 0L) <= oldest.getOrDefault(p, 0L))
        .toList();
  }

  private static boolean reachesBack(
      TopicScan scan, TopicPartition partition, long ms, Map<TopicPartition, Long> until) {
    long oldest = scan.begins(List.of(partition)).getOrDefault(partition, 0L);
    if (until.getOrDefault(partition, 0L) <= oldest) {
      return false;
    }
    var first = new HashMap<TopicPartition, Long>();
    scan.read(
        Map.of(partition, oldest),
        Map.of(partition, oldest + 1),
        message -> first.put(partition, message.timestamp()));
    return first.getOrDefault(partition, Long.MAX_VALUE) <= ms;
  }

  private static Consumer<ConsumerRecord<String, byte[]>> keep(
      String callSid, List<ConsumerRecord<String, byte[]>> into) {
    return message -> {
      if (callSid.equals(message.key())) {
        into.add(message);
      }
    };
  }
}
