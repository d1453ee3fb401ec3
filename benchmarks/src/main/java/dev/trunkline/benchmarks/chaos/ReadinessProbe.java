// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import dev.trunkline.runtime.kafka.KafkaClients;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;

/** How it is found out that a process is ready for calls. */
interface ReadinessProbe {
  Duration PATIENCE = Duration.ofSeconds(2);

  boolean isReady() throws InterruptedException;

  /** What a service says of itself at {@code /health}. */
  static ReadinessProbe ofService(HttpClient http, int port) {
    HttpRequest question =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
            .timeout(PATIENCE)
            .build();
    return () -> {
      try {
        return http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
      } catch (IOException e) {
        return false;
      }
    };
  }

  /** A broker is, when every partition of every topic has a leader, and all replicas it should. */
  static ReadinessProbe ofBroker(KafkaClients kafka) {
    return () -> {
      try (var admin = kafka.admin(PATIENCE)) {
        var topics = admin.listTopics().names().get();
        Map<String, TopicDescription> described =
            admin.describeTopics(topics).allTopicNames().get();
        return described.values().stream()
            .flatMap(topic -> topic.partitions().stream())
            .allMatch(ReadinessProbe::isWhole);
      } catch (ExecutionException e) {
        return false;
      }
    };
  }

  private static boolean isWhole(TopicPartitionInfo partition) {
    return partition.leader() != null
        && !partition.leader().isEmpty()
        && partition.isr().size() == partition.replicas().size();
  }
}
