// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.events.topic.OutboundAudio.End;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;

/** A gateway with media streams on real sockets. */
abstract class MediaStreamRig {
  static final String CALL = GatewayFixture.CALL;
  static final String STREAM = "MZ00000000000000000000000000000001";

  GatewayFixture gateway = new GatewayFixture(Map.of());

  @AfterEach
  void close() {
    gateway.close();
  }

  void restart(Map<String, String> settings) {
    gateway.close();
    gateway = new GatewayFixture(settings);
  }

  /** With values that are constants elsewhere. */
  void restart(Map<String, String> settings, UnaryOperator<GatewaySettings> adjust) {
    gateway.close();
    gateway = new GatewayFixture(settings, adjust);
  }

  void assertRejected(String kind, double count) {
    gateway.assertCount(count, "trunkline.gateway.messages.rejected", "kind", kind);
  }

  void assertFrame(long sequence, long mediaMs, byte[] ulaw) throws Exception {
    RecordingEventSink.Frame frame = gateway.log.takeFrame();
    assertThat(frame.callSid()).isEqualTo(CALL);
    assertThat(frame.streamSid()).isEqualTo(STREAM);
    assertThat(frame.sequence()).isEqualTo(sequence);
    assertThat(frame.mediaMs()).isEqualTo(mediaMs);
    assertThat(frame.ulaw()).isEqualTo(ulaw);
  }

  static OutboundAudio chunk(int turn, int chunk, End end, byte[] ulaw) {
    return new OutboundAudio(CALL, turn, 0, chunk, end, "", new int[0], ulaw);
  }
}
