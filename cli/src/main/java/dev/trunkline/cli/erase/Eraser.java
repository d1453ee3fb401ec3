// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.erase;

import dev.trunkline.cli.erase.CallRecordScan.Trace;
import dev.trunkline.cli.log.TopicScan;
import dev.trunkline.runtime.kafka.KafkaClients;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Asks the cluster about a call's records, and cuts the beginnings of partitions off. */
public final class Eraser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final KafkaClients clients;
  private final Admin admin;
  private final Map<String, Config> configs = new HashMap<>();

  public Eraser(KafkaClients clients) {
    this.clients = clients;
    admin = clients.admin(PATIENCE);
  }

  /** Everything in every topic that has this call's key, dead letters and changelogs included. */
  public CallRecordScan find(String callSid) {
    var traces = new CallRecordScan(callSid);
    try (var scan = new TopicScan(clients)) {
      scan.read(scan.begins(scan.everything()), traces::add);
    }
    return traces;
  }

  /** When the newest of the records must be gone; −1 if the topic keeps them, 0 if compacted. */
  public long goneByMs(Trace trace) throws InterruptedException, ExecutionException {
    Config config = config(trace.place().topic());
    if (isCompacted(trace)) {
      return 0;
    }
    long retention = number(config, TopicConfig.RETENTION_MS_CONFIG);
    long segment = number(config, TopicConfig.SEGMENT_MS_CONFIG);
    return retention < 0 ? -1 : trace.newestMs() + retention + segment;
  }

  /** True if old records leave this topic when a newer one of the same key is there. */
  public boolean isCompacted(Trace trace) throws InterruptedException, ExecutionException {
    String policy = config(trace.place().topic()).get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
    return policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT);
  }

  /** Groups that have not read up to the end of these traces yet: what is cut they never will. */
  public Set<String> readers(Collection<Trace> traces)
      throws InterruptedException, ExecutionException {
    var until = new HashMap<TopicPartition, Long>();
    traces.forEach(trace -> until.put(trace.place(), trace.until()));
    var behind = new HashSet<String>();
    for (GroupListing group : admin.listGroups().all().get()) {
      admin
          .listConsumerGroupOffsets(group.groupId())
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach((place, at) -> {
            if (at != null && at.offset() < until.getOrDefault(place, 0L)) {
              behind.add(group.groupId());
            }
          });
    }
    return behind;
  }

  /** Cuts off everything up to the last record of each trace, for everybody and for ever. */
  public void cut(List<Trace> traces) throws InterruptedException, ExecutionException {
    var records = new TreeMap<String, Map<TopicPartition, RecordsToDelete>>();
    for (Trace trace : traces) {
      records
          .computeIfAbsent(trace.place().topic(), _ -> new HashMap<>())
          .put(trace.place(), RecordsToDelete.beforeOffset(trace.until()));
    }
    for (Map<TopicPartition, RecordsToDelete> topic : records.values()) {
      admin.deleteRecords(topic).all().get();
    }
  }

  private Config config(String topic) throws InterruptedException, ExecutionException {
    Config known = configs.get(topic);
    if (known == null) {
      var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
      known = admin.describeConfigs(List.of(resource)).all().get().values().iterator().next();
      configs.put(topic, known);
    }
    return known;
  }

  private static long number(Config config, String name) {
    return Long.parseLong(config.get(name).value());
  }

  @Override
  public void close() {
    admin.close(PATIENCE);
  }
}
