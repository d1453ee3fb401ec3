// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.CallEvent.CallStarted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Hundreds of hostile connections beside a call. */
class ManyConnectionsTest extends MediaStreamRig {
  private static final int MANY = 500;
  private static final String HALF_A_REQUEST =
      "POST /twiml HTTP/1.1\r\nHost: localhost\r\nX-Slow: ";

  @Test
  void unfinishedRequestsAreClosedAndHarmNoCall() throws Exception {
    restart(Map.of(), settings -> settings.withRequestIdle(Duration.ofMillis(500)));
    TwilioMediaClient telephone = gateway.call(CALL, STREAM);
    gateway.log.takeCall(CallStarted.class);
    List<RawHttp> slow = new ArrayList<>();
    try {
      for (int i = 0; i < MANY; i++) {
        slow.add(new RawHttp(gateway.port()));
        slow.getLast().send(HALF_A_REQUEST.getBytes(US_ASCII));
      }
      telephone.media(new byte[160]);
      assertFrame(0, 0, new byte[160]);
      gateway.call("CA2", "MZ2");
      assertThat(gateway.log.takeCall(CallStarted.class).callSid()).isEqualTo("CA2");
      for (RawHttp each : slow) {
        assertThat(each.isClosedByPeer()).isTrue();
      }
      telephone.media(new byte[160]);
      awaitFrame(new byte[160]);
    } finally {
      for (RawHttp each : slow) {
        each.close();
      }
    }
  }

  /** Awaits a frame of the call, past the silence that filled the gap before it. */
  private void awaitFrame(byte[] ulaw) throws Exception {
    RecordingEventSink.Frame frame = gateway.log.takeFrame();
    while (!Arrays.equals(frame.ulaw(), ulaw)) {
      assertThat(frame.ulaw()).containsOnly(0xFF);
      frame = gateway.log.takeFrame();
    }
    assertThat(frame.callSid()).isEqualTo(CALL);
  }

  @Test
  void silentSocketsAreClosedAndHarmNoCall() throws Exception {
    restart(Map.of(), with(Duration.ofMillis(500)));
    gateway.client.dispatcher().setMaxRequests(2 * MANY);
    TwilioMediaClient telephone = gateway.call(CALL, STREAM);
    gateway.log.takeCall(CallStarted.class);
    List<TwilioMediaClient> silent = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      silent.add(gateway.telephone("MZsilent" + i));
    }
    telephone.media(new byte[160]);
    assertFrame(0, 0, new byte[160]);
    for (TwilioMediaClient each : silent) {
      assertThat(each.end().code()).isEqualTo(1008);
    }
    assertThat(gateway.server.sessions()).isEqualTo(1);
  }

  @Test
  void oneOfAHundredStreamsWithOneTokenIsAccepted() throws Exception {
    restart(Map.of(), with(Duration.ofMinutes(1)));
    gateway.client.dispatcher().setMaxRequests(2 * MANY);
    Map<String, String> parameters = gateway.parameters("/twiml", CALL);
    List<TwilioMediaClient> streams = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      streams.add(gateway.telephone("MZ" + i));
    }
    streams.forEach(stream -> stream.start(CALL, parameters));

    assertRejected("bad-token", 99);
    gateway.log.takeCall(CallStarted.class);
    assertThat(gateway.log.isEmpty()).isTrue();
    assertThat(gateway.server.sessions()).isEqualTo(1);
  }

  private static UnaryOperator<GatewaySettings> with(Duration startWait) {
    return settings -> settings.withMedia(limits -> limits.withStartTimeout(startWait));
  }
}
