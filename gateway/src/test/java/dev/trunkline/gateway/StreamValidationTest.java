// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.CallEvent.CallEnded;
import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.events.CallEvent.DtmfPressed;
import dev.trunkline.events.CallEvent.StreamLost;
import dev.trunkline.events.GatewayCommand.Interrupt;
import dev.trunkline.events.topic.OutboundAudio.End;
import dev.trunkline.gateway.twilio.media.MediaEndpoint;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a gateway rejects on a media socket. */
class StreamValidationTest extends MediaStreamRig {
  @Test
  void unsignedUpgradeIsRejected() throws Exception {
    var unsigned = new TwilioMediaClient(gateway.client, gateway.port(), STREAM, null);
    var wrong = new TwilioMediaClient(gateway.client, gateway.port(), STREAM, "x");

    assertThat(unsigned.handshake().code()).isEqualTo(403);
    assertThat(wrong.handshake().code()).isEqualTo(403);
  }

  @Test
  void streamWithoutAValidTokenIsClosed() throws Exception {
    TwilioMediaClient without = gateway.telephone(STREAM);
    without.start(CALL, Map.of());
    assertThat(without.end().code()).isEqualTo(1008);

    Map<String, String> parameters = gateway.parameters("/twiml", "CA2");
    TwilioMediaClient ofAnother = gateway.telephone(STREAM);
    ofAnother.start(CALL, parameters);
    assertThat(ofAnother.end().code()).isEqualTo(1008);
    assertThat(gateway.log.isEmpty()).isTrue();
    assertRejected("bad-token", 2);
  }

  @Test
  void tokenOpensOneStreamOnly() throws Exception {
    Map<String, String> parameters = gateway.parameters("/twiml", CALL);
    TwilioMediaClient first = gateway.telephone(STREAM);
    first.start(CALL, parameters);
    gateway.log.takeCall(CallStarted.class);
    TwilioMediaClient replay = gateway.telephone("MZ2");
    replay.start(CALL, parameters);

    assertThat(replay.end().code()).isEqualTo(1008);
    assertThat(gateway.server.sessions()).isEqualTo(1);
  }

  @Test
  void socketWithoutStartIsClosed() throws Exception {
    restartWith(limits -> limits.withStartTimeout(Duration.ofMillis(50)));

    assertThat(gateway.telephone(STREAM).end().code()).isEqualTo(1008);
  }

  @Test
  void idleSocketIsClosed() throws Exception {
    restartWith(limits -> limits.withIdleTimeout(Duration.ofMillis(100)));
    TwilioMediaClient telephone = gateway.call(CALL, STREAM);
    gateway.log.takeCall(CallStarted.class);

    assertThat(telephone.end().code()).isEqualTo(1001);
    gateway.log.takeCall(StreamLost.class);
  }

  @Test
  void invalidMessagesAreCountedAndTheCallContinues() throws Exception {
    TwilioMediaClient telephone = gateway.telephone(STREAM);
    telephone.media(new byte[160]);
    telephone.start(CALL, gateway.parameters("/twiml", CALL));
    gateway.log.takeCall(CallStarted.class);
    telephone.start(CALL, Map.of());
    telephone.send("hello");
    telephone.send("{\"event\":\"video\"}");
    telephone.sendBinary(new byte[160]);
    telephone.send("{\"event\":\"media\",\"streamSid\":\"MZ9\",\"media\":{\"payload\":\"////\"}}");
    telephone.send(
        "{\"event\":\"media\",\"streamSid\":\""
            + STREAM
            + "\",\"media\":{\"track\":\"outbound\",\"payload\":\"////\"}}");
    telephone.mark("never-sent");
    telephone.skip(3);
    telephone.media(new byte[160]);

    assertFrame(0, 0, new byte[160]);
    for (String kind :
        new String[] {
          "before-start",
          "second-start",
          "malformed",
          "unknown-event",
          "binary",
          "wrong-stream",
          "wrong-track",
          "stale-mark"
        }) {
      assertRejected(kind, 1);
    }
    gateway.assertCount(3, "trunkline.audio.frames.missing");
    gateway.assertCount(1, "trunkline.gateway.frames.in");
  }

  @Test
  void socketWithOnlyMalformedMessagesIsClosed() throws Exception {
    TwilioMediaClient telephone = gateway.telephone(STREAM);
    for (int i = 0; i < 100; i++) {
      telephone.send("garbage");
    }

    assertThat(telephone.end().code()).isEqualTo(1008);
  }

  @Test
  void tooLargeMessageClosesItsSocketOnly() throws Exception {
    TwilioMediaClient neighbour = gateway.call("CA2", "MZ2");
    gateway.log.takeCall(CallStarted.class);
    TwilioMediaClient telephone = gateway.telephone(STREAM);
    telephone.send("x".repeat(65 * 1024));

    assertThat(telephone.end().code()).isEqualTo(1009);
    assertRejected("too-large", 1);
    neighbour.media(new byte[160]);
    assertThat(gateway.log.takeFrame().callSid()).isEqualTo("CA2");
  }

  @Test
  void audioFasterThanRealTimeIsDropped() throws Exception {
    TwilioMediaClient telephone = gateway.call(CALL, STREAM);
    for (int i = 0; i < 20; i++) {
      telephone.media(new byte[40_000]); // Five seconds each.
    }
    telephone.stop();

    gateway.log.takeCall(CallStarted.class);
    gateway.log.takeCall(CallEnded.class);
    assertThat(gateway.count("trunkline.gateway.messages.rejected", "kind", "too-many"))
        .isGreaterThanOrEqualTo(15);
  }

  @Test
  void aWrongSequenceNumberDoesNotSpoilTheCounter() throws Exception {
    TwilioMediaClient telephone = gateway.call(CALL, STREAM);
    telephone.skip(1_000_000_000);
    telephone.media(new byte[160]);
    telephone.stop();

    gateway.log.takeCall(CallStarted.class);
    gateway.log.takeCall(CallEnded.class);
    assertThat(gateway.meters.find("trunkline.audio.frames.missing").counters())
        .allMatch(counter -> counter.count() == 0);
  }

  @Test
  void floodOfFramesIsRateLimited() throws Exception {
    restartWith(limits -> limits.withMessages(50, 10));
    TwilioMediaClient telephone = gateway.call(CALL, STREAM);
    for (int i = 0; i < 2_000; i++) {
      telephone.media(new byte[8]);
    }
    telephone.stop();

    gateway.log.takeCall(CallStarted.class);
    CallEnded ended = gateway.log.takeCall(CallEnded.class);
    assertThat(ended.durationMs()).isBetween(10L, 1_999L);
    assertRejected("too-many", 2_000.0 - (double) ended.durationMs());
  }

  @Test
  void streamInAnotherAudioFormatIsClosed() throws Exception {
    TwilioMediaClient telephone = gateway.telephone(STREAM);
    telephone.send(
        "{\"event\":\"start\",\"start\":{\"streamSid\":\"MZ1\",\"callSid\":\"CA1\","
            + "\"mediaFormat\":{\"encoding\":\"audio/l16\",\"sampleRate\":16000}}}");

    assertThat(telephone.end().code()).isEqualTo(1003);
  }

  @Test
  void peerThatDoesNotReadLosesOnlyItsOwnStream() throws Exception {
    restartWith(limits -> limits.withMaxOutgoingMessages(10));
    TwilioMediaClient neighbour = gateway.call("CA2", "MZ2");
    gateway.log.takeCall(CallStarted.class);
    TwilioMediaClient telephone = gateway.call(CALL, STREAM);
    gateway.log.takeCall(CallStarted.class);
    try (var _ = telephone.stopReading()) {
      // Each is more than the network buffers for a peer that does not read.
      var much = new byte[4_000_000];
      for (int turn = 1; turn <= 10; turn++) {
        gateway.server.topicSink().audio(chunk(turn, 0, End.TURN, much), 0);
        gateway.server.topicSink().command(new Interrupt(CALL, turn + 1, 0));
      }

      StreamLost lost = gateway.log.takeCall(StreamLost.class);
      assertThat(lost.callSid()).isEqualTo(CALL);
      gateway.assertCount(1, "trunkline.gateway.streams.overflowed");
    }
    assertThat(gateway.server.sessions()).isEqualTo(1);
    neighbour.media(new byte[160]);
    neighbour.dtmf("1");
    assertThat(gateway.log.takeCall(DtmfPressed.class).callSid()).isEqualTo("CA2");
  }

  private void restartWith(UnaryOperator<MediaEndpoint.Limits> change) {
    restart(Map.of(), settings -> settings.withMedia(change));
  }
}
