// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.events.UnreadableRecord;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AudioRecordsTest {

  @Test
  void readsAFrameAsItWasWritten() throws Exception {
    var headers = new TestHeaders();
    InboundAudio.putHeaders(headers, ascii("MZ1"), 7, 140, ascii("gateway.a"));
    InboundAudio frame = InboundAudio.read("CA1", headers, new byte[160]);
    assertThat(frame.streamSid()).isEqualTo("MZ1");
    assertThat(frame.sequence()).isEqualTo(7);
    assertThat(frame.mediaMs()).isEqualTo(140);
    assertThat(frame.endMs()).isEqualTo(160);
    assertThat(frame.returnAddress()).isEqualTo(ReturnAddress.ofGateway("a"));
    assertThat(frame.isEndOfStream()).isFalse();
    assertThat(frame.overAssistant()).isFalse();
  }

  @Test
  void marksAFrameRecordedOverTheAssistant() throws Exception {
    var headers = new TestHeaders();
    InboundAudio.putHeaders(headers, ascii("MZ1"), 7, 140, ascii("gateway.a"));
    InboundAudio.putOverAssistant(headers);
    assertThat(InboundAudio.read("CA1", headers, new byte[160]).overAssistant()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void saysWhetherAFrameIsTheAssistantsEcho(InboundAudio.Echo echo) throws Exception {
    var headers = new TestHeaders();
    InboundAudio.putHeaders(headers, ascii("MZ1"), 7, 140, ascii("gateway.a"));
    InboundAudio.putEcho(echo, headers);
    assertThat(InboundAudio.read("CA1", headers, new byte[160]).echo()).isEqualTo(echo);
  }

  @Test
  void aValueOfALaterReleaseIsNoEcho() throws Exception {
    var headers = new TestHeaders();
    InboundAudio.putHeaders(headers, ascii("MZ1"), 7, 140, ascii("gateway.a"));
    headers.add("echo", new byte[] {9});
    assertThat(InboundAudio.read("CA1", headers, new byte[160]).echo())
        .isEqualTo(InboundAudio.Echo.NONE);
  }

  @Test
  void aFrameWithoutHeadersIsUnreadable() {
    var headers = new TestHeaders();
    assertThatThrownBy(() -> InboundAudio.read("CA1", headers, new byte[160]))
        .isInstanceOf(UnreadableRecord.class)
        .hasMessage("header stream is missing");
  }

  @Test
  void readsAChunkAsItWasWritten() throws Exception {
    var chunk =
        new OutboundAudio(
            "CA1", 2, 1, 5, OutboundAudio.End.SEGMENT, "hé", new int[] {0, 40}, new byte[800]);
    var headers = new TestHeaders();
    chunk.putHeaders(headers);
    assertThat(OutboundAudio.isAudio(headers)).isTrue();
    OutboundAudio read = OutboundAudio.read("CA1", headers, chunk.ulaw());
    assertThat(read).usingRecursiveComparison().isEqualTo(chunk);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
