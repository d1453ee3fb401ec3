// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.events.topic.OutboundAudio.End;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.fuzz.Fuzz;
import dev.trunkline.fuzz.Mutator;
import dev.trunkline.fuzz.Records;
import dev.trunkline.gateway.kafka.GatewayTopicConsumer;
import dev.trunkline.gateway.kafka.PlaybackTraces;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import dev.trunkline.runtime.telemetry.Tracing;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Broken records on the gateway's own topic, for a call that is there. */
@Tag("fuzz")
class HostileRecordsTest extends MediaStreamRig {
  private static final TopicPartition PARTITION = new TopicPartition("gateway.a", 0);

  private final ConcurrentHashMap<Long, Integer> dead = new ConcurrentHashMap<>();

  @Test
  void everyUnreadableRecordIsDeadLetteredOnce() throws Exception {
    TwilioMediaClient neighbour = gateway.call("CAneighbour", "MZneighbour");
    gateway.log.takeCall(CallStarted.class);
    TwilioMediaClient telephone = gateway.call(CALL, STREAM);
    gateway.log.takeCall(CallStarted.class);
    var consumer = new MockConsumer<String, byte[]>("latest");
    consumer.updateEndOffsets(Map.of(PARTITION, 0L));
    try (var reader = reader(consumer)) {
      assertThat(reader.start(Duration.ofSeconds(10))).isTrue();
      Fuzz.cases((number, mutator) ->
          consumer.addRecord(
              mutator.oneIn(3)
                  ? command(mutator, number)
                  : Records.broken(
                      mutator, "gateway.a", 0, number, CALL, new byte[800], audio(number))));
      ConsumerRecord<String, byte[]> good = good();
      consumer.addRecord(good);
      String heard = "";
      while (!heard.contains("\"event\":\"media\"")) {
        heard = neighbour.take();
      }
      assertThat(consumer.position(PARTITION)).isEqualTo(Fuzz.CASES + 1);
    }
    assertThat(dead).hasSizeBetween(Fuzz.CASES / 20, Fuzz.CASES * 19 / 20);
    assertThat(dead.values()).containsOnly(1);
    telephone.breakOff();
  }

  private GatewayTopicConsumer reader(MockConsumer<String, byte[]> consumer) {
    return new GatewayTopicConsumer(
        consumer,
        ReturnAddress.ofGateway("a"),
        gateway.server.topicSink(),
        (record, why) -> dead.merge(record.offset(), 1, Integer::sum),
        new PlaybackTraces(Tracing.off()),
        ready -> {});
  }

  private static ConsumerRecord<String, byte[]> command(Mutator mutator, int number) {
    byte[] sample = mutator.pick(Records.samples("gateway")).getBytes(UTF_8);
    return Records.broken(mutator, "gateway.a", 0, number, CALL, sample, new RecordHeaders());
  }

  private static RecordHeaders audio(int number) {
    var headers = new RecordHeaders();
    chunk(number % 5, number % 7, End.NOTHING, new byte[800]).putHeaders(KafkaHeaders.of(headers));
    return headers;
  }

  private static ConsumerRecord<String, byte[]> good() {
    var sound = new byte[1_600];
    var record = new ConsumerRecord<>("gateway.a", 0, (long) Fuzz.CASES, "CAneighbour", sound);
    new OutboundAudio("CAneighbour", 0, 0, 0, End.TURN, "", new int[0], sound)
        .putHeaders(KafkaHeaders.of(record.headers()));
    return record;
  }
}
