// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.cli.log.CallLog;
import dev.trunkline.events.UnreadableRecord;
import dev.trunkline.events.topic.DecisionTrail;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A call's decisions by number, and what each said in every topic. */
final class Decisions {
  /** Stands for the topics of gateways. */
  static final String COMMANDS = "commands";

  private final Map<Integer, Map<String, List<String>>> said = new TreeMap<>();

  void add(int decision, String topic, byte[] value) {
    said.computeIfAbsent(decision, _ -> new TreeMap<>())
        .computeIfAbsent(topic, _ -> new ArrayList<>())
        .add(new String(value, UTF_8));
  }

  /** Those of a call; what cannot be read is added to {@code troubles}. */
  static Decisions onRecord(CallLog call, List<String> troubles) {
    var decisions = new Decisions();
    call.records().stream()
        .sorted(
            Comparator.comparing((ConsumerRecord<String, byte[]> r) -> r.topic())
                .thenComparingLong(ConsumerRecord::offset))
        .forEach(message -> decisions.add(message, troubles));
    return decisions;
  }

  private void add(ConsumerRecord<String, byte[]> message, List<String> troubles) {
    try {
      OptionalInt number = DecisionTrail.number(KafkaHeaders.of(message.headers()));
      if (number.isPresent() && message.value() != null) {
        boolean command = ReturnAddress.isTopic(message.topic());
        add(number.getAsInt(), command ? COMMANDS : message.topic(), message.value());
      }
    } catch (UnreadableRecord e) {
      troubles.add(CallLog.place(message) + ": " + e.getMessage());
    }
  }

  boolean isEmpty() {
    return said.isEmpty();
  }

  int size() {
    return said.size();
  }

  /** How many commands to a gateway there are. */
  int commands() {
    return said.values().stream().mapToInt(d -> d.getOrDefault(COMMANDS, List.of()).size()).sum();
  }

  /**
   * What {@code now} says otherwise, up to decision {@code last}: how later ones came about is not
   * on record. Commands are compared only if any are still there, since they go first.
   */
  List<Difference> differences(Decisions now, int last) {
    boolean withCommands = commands() > 0;
    var numbers = new TreeSet<>(said.keySet());
    numbers.addAll(now.said.keySet());
    var differences = new ArrayList<Difference>();
    for (int number : numbers.headSet(last, true)) {
      Map<String, List<String>> before = said.getOrDefault(number, Map.of());
      Map<String, List<String>> after = now.said.getOrDefault(number, Map.of());
      Set<String> topics = new TreeSet<>(before.keySet());
      topics.addAll(after.keySet());
      for (String topic : topics) {
        if (withCommands || !topic.equals(COMMANDS)) {
          compare(
              number,
              topic,
              before.getOrDefault(topic, List.of()),
              after.getOrDefault(topic, List.of()),
              differences);
        }
      }
    }
    return differences;
  }

  private static void compare(
      int number, String topic, List<String> before, List<String> after, List<Difference> into) {
    for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
      String was = i < before.size() ? before.get(i) : "";
      String is = i < after.size() ? after.get(i) : "";
      if (!was.equals(is)) {
        into.add(new Difference(number, topic, was, is));
      }
    }
  }
}
