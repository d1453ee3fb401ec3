// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.events.UnreadableRecord;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class AudioRecordsTest {

  @Test
  void aFrameComesBackAsItWasWritten() throws Exception {
    var message = new ConsumerRecord<>("audio.inbound", 0, 0L, "CA1", new byte[160]);
    InboundAudio.putHeaders(message.headers(), ascii("MZ1"), 7, 140, ascii("gateway.a"));
    InboundAudio frame = InboundAudio.from(message);
    assertThat(frame.streamSid()).isEqualTo("MZ1");
    assertThat(frame.sequence()).isEqualTo(7);
    assertThat(frame.mediaMs()).isEqualTo(140);
    assertThat(frame.endMs()).isEqualTo(160);
    assertThat(frame.returnAddress()).isEqualTo(ReturnAddress.ofGateway("a"));
    assertThat(frame.isEndOfStream()).isFalse();
    assertThat(frame.overAssistant()).isFalse();
  }

  @Test
  void aFrameMayTellThatTheCallerHeardTheAssistant() throws Exception {
    var message = new ConsumerRecord<>("audio.inbound", 0, 0L, "CA1", new byte[160]);
    InboundAudio.putHeaders(message.headers(), ascii("MZ1"), 7, 140, ascii("gateway.a"));
    InboundAudio.putOverAssistant(message.headers());
    assertThat(InboundAudio.from(message).overAssistant()).isTrue();
  }

  @Test
  void aFrameWithoutHeadersIsUnreadable() {
    var message = new ConsumerRecord<>("audio.inbound", 0, 0L, "CA1", new byte[160]);
    assertThatThrownBy(() -> InboundAudio.from(message))
        .isInstanceOf(UnreadableRecord.class)
        .hasMessage("header stream is missing");
  }

  @Test
  void aChunkComesBackAsItWasWritten() throws Exception {
    var chunk =
        new OutboundAudio(
            "CA1", 2, 1, 5, OutboundAudio.End.SEGMENT, "hé", new int[] {0, 40}, new byte[800]);
    var message = new ConsumerRecord<>("gateway.a", 0, 0L, "CA1", chunk.ulaw());
    chunk.putHeaders(message.headers());
    assertThat(OutboundAudio.isAudio(message.headers())).isTrue();
    OutboundAudio read = OutboundAudio.from(message);
    assertThat(read).usingRecursiveComparison().isEqualTo(chunk);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
