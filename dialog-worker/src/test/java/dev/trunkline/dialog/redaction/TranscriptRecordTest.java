// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.topic.AssistantName;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import java.util.EnumSet;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class TranscriptRecordTest {
  @Test
  void copiesNoFieldOrHeaderThatMayHoldUnredactedText() throws Exception {
    String heard =
        "{\"type\":\"assistant-heard\",\"v\":1,\"callSid\":\"CA1\",\"turn\":3,"
            + "\"text\":\"So it is 4242 4242 4242 4242.\",\"interrupted\":true,\"atMs\":5%s}";
    String newer = heard.formatted(",\"words\":[{\"text\":\"4242\"}]");
    var headers = new RecordHeaders();
    headers.add("manners", "prompts".getBytes(UTF_8)).add("decision", "7".getBytes(UTF_8));
    AssistantName.put("shop", KafkaHeaders.of(headers));
    var message =
        new ConsumerRecord<>(
            "transcripts",
            0,
            9,
            1_234,
            TimestampType.CREATE_TIME,
            3,
            9,
            "CA1",
            newer.getBytes(UTF_8),
            headers,
            Optional.empty());

    var pending = new PendingTranscripts(new TextRedactor(EnumSet.allOf(PiiKind.class)));
    var event = Topics.TRANSCRIPTS.codec().decode(message.value()).orElseThrow();
    ProducerRecord<String, byte[]> copy =
        pending.accept(new TranscriptRecord(message, event), 0).getFirst().copy();

    assertThat(copy.topic()).isEqualTo("transcripts.redacted");
    assertThat(copy.key()).isEqualTo("CA1");
    assertThat(copy.timestamp()).isEqualTo(1_234);
    assertThat(copy.headers()).extracting(Header::key).containsExactly("assistant");
    assertThat(new String(copy.value(), UTF_8))
        .isEqualTo(heard.formatted("").replace("4242 4242 4242 4242", "[card number]"));
  }
}
