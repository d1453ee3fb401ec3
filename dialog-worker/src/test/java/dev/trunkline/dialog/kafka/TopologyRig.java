// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.trunkline.dialog.DialogMetrics;
import dev.trunkline.dialog.core.AssistantProfiles;
import dev.trunkline.dialog.core.ConversationSettings;
import dev.trunkline.events.Event;
import dev.trunkline.events.topic.AssistantName;
import dev.trunkline.events.topic.EventTopic;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.runtime.telemetry.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** The topology with its topics, without a broker. */
abstract class TopologyRig {
  static final ReturnAddress ADDRESS = ReturnAddress.ofGateway("a");

  @Nullable String assistant;
  boolean contact = true;
  long nanos;
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final TopologyTestDriver driver =
      new TopologyTestDriver(
          ConversationTopology.build(() ->
              new ConversationProcessor(
                  AssistantProfiles.only(
                      ConversationSettings.from(
                          Settings.of(Map.of("GREETING", "Hello.", "endOfTurnUnknownMs", "0")))),
                  new DialogMetrics(meters),
                  Tracing.off(),
                  new BrokerOutages(() -> contact),
                  new ProcessStallDetector(() -> nanos),
                  new PollTimeout(() -> Instant.EPOCH))),
          new Properties());
  final TestOutputTopic<String, byte[]> turns = output(Topics.TURNS.name());
  final TestOutputTopic<String, byte[]> replies = output(Topics.REPLIES.name());

  @AfterEach
  void close() {
    driver.close();
  }

  <E extends Event> void send(EventTopic<E> topic, E event) {
    send(topic, event, null);
  }

  <E extends Event> void send(EventTopic<E> topic, E event, @Nullable String traceparent) {
    send(topic, event, traceparent, ADDRESS);
  }

  <E extends Event> void send(
      EventTopic<E> topic, E event, @Nullable String traceparent, ReturnAddress from) {
    var headers = new RecordHeaders();
    if (traceparent != null) {
      headers.add("traceparent", traceparent.getBytes(US_ASCII));
    }
    from.putInto(KafkaHeaders.of(headers));
    AssistantName.put(assistant, KafkaHeaders.of(headers));
    driver
        .createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(event.callSid(), topic.codec().encode(event), headers));
  }

  TestOutputTopic<String, byte[]> output(String topic) {
    return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
  }
}
