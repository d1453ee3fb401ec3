// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.dialog.core.AssistantProfiles;
import dev.trunkline.dialog.core.answer.Toolboxes;
import dev.trunkline.dialog.provider.HttpTools;
import dev.trunkline.events.TurnEvent;
import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.Role;
import dev.trunkline.events.TurnEvent.TurnCancelled;
import dev.trunkline.events.TurnEvent.TurnCompleted;
import dev.trunkline.events.TurnEvent.TurnRequested;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.runtime.assistant.Assistants;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import dev.trunkline.runtime.service.ServiceContext;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.runtime.telemetry.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How often the model is requested; without Kafka. */
class LlmRunnerTest {
  private static final TopicPartition PARTITION = new TopicPartition(Topics.TURNS.name(), 0);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final MockWebServer model = new MockWebServer();
  private LlmRunner runner;
  private long offset;

  @BeforeEach
  void start() throws IOException {
    model.start();
    Settings settings =
        Settings.of(
            Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "localhost:1",
                "OPENAI_API_KEY", "k",
                "OPENAI_BASE_URL", "http://localhost:" + model.getPort() + "/v1"));
    Assistants assistants = Assistants.in(settings);
    AssistantProfiles profiles = AssistantProfiles.from(settings, assistants);
    Toolboxes toolboxes = Toolboxes.from(assistants, profiles);
    HttpTools tools = HttpTools.from(settings, assistants);
    var context = ServiceContext.of(settings, meters);
    runner = new LlmRunner(context, assistants, profiles, toolboxes, tools, Tracing.off());
  }

  @AfterEach
  void stop() {
    runner.close();
    model.close();
  }

  @Test
  void doesNotAnswerARepeatedRequest() {
    rejectOnce();
    request(0, 1);
    awaitAnswer();
    request(1, 1);
    rejectOnce();
    request(2, 2);
    awaitAnswer();
    assertThat(model.getRequestCount()).isEqualTo(2);
  }

  @Test
  void answersAgainAfterThePartitionWasRevokedAndReturned() throws Exception {
    model.enqueue(new MockResponse.Builder().headersDelay(10, TimeUnit.SECONDS).build());
    request(0, 1);
    model.takeRequest();
    runner.revoked(List.of(PARTITION));
    rejectOnce();
    request(0, 1);
    awaitAnswer();
    assertThat(model.getRequestCount()).isEqualTo(2);
  }

  @Test
  @DisplayName("After a long stop nothing is begun for a call that has ended meanwhile")
  void oldRequestFoundAfterARestartIsNotBegun() {
    runner.assigned(List.of(PARTITION));
    long old = System.currentTimeMillis() - 75_000;
    handle(requested(1, old));
    rejectOnce();
    handle(requested(2, System.currentTimeMillis()));
    awaitAnswer();
    assertThat(model.getRequestCount()).isEqualTo(1);
  }

  @Test
  void turnCancelledWhileTheWorkerWasDownIsNotBegun() {
    runner.assigned(List.of(PARTITION));
    long now = System.currentTimeMillis();
    handle(requested(1, now), new TurnCancelled("CA1", 1, 2, "call ended", now));
    handle(requested(2, now), new TurnCompleted("CA1", 2, "", true, null, now));
    assertThat(unfinished()).isZero();
    assertThat(model.getRequestCount()).isZero();
  }

  @Test
  void wrongClockOfAnotherWorkerDoesNotStopAnswers() {
    rejectOnce();
    handle(requested(1, System.currentTimeMillis() - 3_600_000));
    awaitAnswer();
    assertThat(model.getRequestCount()).isEqualTo(1);
  }

  private static TurnRequested requested(int turn, long atMs) {
    return new TurnRequested("CA1", turn, List.of(new Message(Role.USER, "Hello?")), 0, null, atMs);
  }

  private void handle(TurnEvent... events) {
    var records = new ArrayList<ConsumerRecord<String, byte[]>>();
    for (TurnEvent event : events) {
      byte[] value = Topics.TURNS.codec().encode(event);
      var record =
          new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset++, "CA1", value);
      ReturnAddress.ofGateway("a").putInto(KafkaHeaders.of(record.headers()));
      records.add(record);
    }
    runner.handle(new ConsumerRecords<>(Map.of(PARTITION, records), Map.of()));
  }

  private void rejectOnce() {
    model.enqueue(new MockResponse.Builder().code(400).build());
  }

  private void request(long offset, int turn) {
    var words = List.of(new Message(Role.USER, "Hello?"));
    byte[] value = Topics.TURNS.codec().encode(new TurnRequested("CA1", turn, words, 0, null, 0));
    var record =
        new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, "CA1", value);
    ReturnAddress.ofGateway("a").putInto(KafkaHeaders.of(record.headers()));
    runner.handle(new ConsumerRecords<>(Map.of(PARTITION, List.of(record)), Map.of()));
  }

  private void awaitAnswer() {
    await().until(() -> unfinished() == 0);
  }

  private double unfinished() {
    return meters.get("trunkline.work.unfinished").gauge().value();
  }
}
