// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.CallEvent.CallEnded;
import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.events.CallEvent.Cause;
import dev.trunkline.events.CallEvent.DtmfPressed;
import dev.trunkline.events.GatewayCommand.HangUp;
import dev.trunkline.events.GatewayCommand.Interrupt;
import dev.trunkline.events.PlaybackEvent.PlaybackFinished;
import dev.trunkline.events.PlaybackEvent.PlaybackInterrupted;
import dev.trunkline.events.PlaybackEvent.PlaybackStarted;
import dev.trunkline.events.topic.OutboundAudio.End;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Node;

/** A stream from its start to its stop. */
class MediaStreamTest extends MediaStreamRig {
  @Test
  void offeredCompressionIsDeclined() throws Exception {
    TwilioMediaClient telephone = gateway.telephone(STREAM);

    assertThat(telephone.handshake().request().header("Sec-WebSocket-Extensions"))
        .isEqualTo("permessage-deflate");
    assertThat(telephone.handshake().header("Sec-WebSocket-Extensions")).isNull();
    telephone.breakOff();
  }

  @Test
  void callIsRecordedFromStartToStop() throws Exception {
    TwilioMediaClient telephone = gateway.call(CALL, STREAM);
    var first = new byte[160];
    Arrays.fill(first, (byte) 0x7F);
    telephone.media(first);
    telephone.media(new byte[0]);
    telephone.media(new byte[80]);
    telephone.dtmf("#");
    telephone.stop();

    CallStarted started = gateway.log.takeCall(CallStarted.class);
    assertThat(started.callSid()).isEqualTo(CALL);
    assertThat(started.streamSid()).isEqualTo(STREAM);
    assertThat(started.from()).isEqualTo("+14155550100");
    assertThat(started.to()).isEqualTo("+15005550006");
    assertFrame(0, 0, first);
    assertFrame(1, 20, new byte[80]);
    assertFrame(2, 30, new byte[0]);
    DtmfPressed pressed = gateway.log.takeCall(DtmfPressed.class);
    assertThat(pressed.digit()).isEqualTo("#");
    assertThat(pressed.mediaMs()).isEqualTo(30);
    CallEnded ended = gateway.log.takeCall(CallEnded.class);
    assertThat(ended.cause()).isEqualTo(Cause.CALLER_HUNG_UP);
    assertThat(ended.durationMs()).isEqualTo(30);
    assertThat(telephone.end().code()).isEqualTo(1000);
    assertThat(gateway.server.sessions()).isZero();
    assertThat(gateway.log.isEmpty()).isTrue();
  }

  @Test
  void speechIsPlayedAndItsEndReported() throws Exception {
    TwilioMediaClient telephone = gateway.call(CALL, STREAM);
    gateway.log.takeCall(CallStarted.class);
    telephone.media(new byte[160]);
    gateway.log.takeFrame();
    var ulaw = new byte[400];
    Arrays.fill(ulaw, (byte) 0x55);
    gateway.server.topicSink().audio(chunk(1, 0, End.TURN, ulaw), 1234);

    assertThat(telephone.take())
        .isEqualTo(
            "{\"event\":\"media\",\"streamSid\":\""
                + STREAM
                + "\",\"media\":{\"payload\":\""
                + Base64.getEncoder().encodeToString(ulaw)
                + "\"}}");
    assertThat(telephone.take())
        .isEqualTo(
            "{\"event\":\"mark\",\"streamSid\":\""
                + STREAM
                + "\",\"mark\":{\"name\":\"1:0:0:0\"}}");
    PlaybackStarted started = gateway.log.takePlayback(PlaybackStarted.class);
    assertThat(started.mediaMs()).isEqualTo(20);
    assertThat(started.firstAudioAtMs()).isEqualTo(1234);
    telephone.mark("1:0:0:0");
    assertThat(gateway.log.takePlayback(PlaybackFinished.class).turn()).isEqualTo(1);
  }

  @Test
  void interruptSendsClearAndIsReported() throws Exception {
    TwilioMediaClient telephone = gateway.call(CALL, STREAM);
    gateway.log.takeCall(CallStarted.class);
    for (int i = 0; i < 100; i++) {
      gateway.server.topicSink().audio(chunk(1, i, End.NOTHING, new byte[800]), 0);
    }
    telephone.take();
    gateway.server.topicSink().command(new Interrupt(CALL, 2, 0));

    String message = telephone.take();
    while (!message.contains("clear")) {
      message = telephone.take();
    }
    assertThat(message).isEqualTo("{\"event\":\"clear\",\"streamSid\":\"" + STREAM + "\"}");
    gateway.log.takePlayback(PlaybackStarted.class);
    assertThat(gateway.log.takePlayback(PlaybackInterrupted.class).turn()).isEqualTo(1);
  }

  @Test
  void hangUpWithoutRestApiEndsTheCallAtItsContinuation() throws Exception {
    TwilioMediaClient telephone = gateway.call(CALL, STREAM);
    gateway.log.takeCall(CallStarted.class);
    gateway.server.topicSink().audio(chunk(1, 0, End.TURN, new byte[80]), 0);
    gateway.server.topicSink().command(new HangUp(CALL, 1, 0));
    telephone.take();
    telephone.take();
    telephone.mark("1:0:0:0");

    assertThat(telephone.end().code()).isEqualTo(1000);
    assertThat(gateway.log.takeCall(CallEnded.class).cause()).isEqualTo(Cause.ASSISTANT_HUNG_UP);
    assertThat(gateway.twiml("/twiml?resume=1&issued=0", CALL).getFirstChild().getNodeName())
        .isEqualTo("Hangup");
  }

  @Test
  void farewellWithoutAudioIsSpokenByTwilio() throws Exception {
    TwilioMediaClient telephone = gateway.call(CALL, STREAM);
    gateway.log.takeCall(CallStarted.class);
    gateway.server.topicSink().audio(chunk(1, 0, End.TURN, new byte[0]), 0);
    gateway.server.topicSink().command(new HangUp(CALL, 1, "Call again. Goodbye.", 0));
    telephone.mark("1:0:0:0");

    assertThat(telephone.end().code()).isEqualTo(1000);
    Node said = gateway.twiml("/twiml?resume=1&issued=0", CALL).getFirstChild();
    assertThat(said.getNodeName()).isEqualTo("Say");
    assertThat(said.getTextContent()).isEqualTo("Call again. Goodbye.");
    assertThat(said.getNextSibling().getNodeName()).isEqualTo("Hangup");
  }

  @Test
  void farewellWithAudioIsNotRepeatedByTwilio() throws Exception {
    TwilioMediaClient telephone = gateway.call(CALL, STREAM);
    gateway.log.takeCall(CallStarted.class);
    gateway.server.topicSink().audio(chunk(1, 0, End.TURN, new byte[80]), 0);
    gateway.server.topicSink().command(new HangUp(CALL, 1, "Call again. Goodbye.", 0));
    telephone.take();
    telephone.take();
    telephone.mark("1:0:0:0");

    assertThat(telephone.end().code()).isEqualTo(1000);
    assertThat(gateway.twiml("/twiml?resume=1&issued=0", CALL).getFirstChild().getNodeName())
        .isEqualTo("Hangup");
  }

  @Test
  void hangUpEndsTheCallThroughTheRestApi() throws Exception {
    try (var twilio = new MockWebServer()) {
      twilio.enqueue(new MockResponse.Builder().code(200).body("{}").build());
      twilio.start();
      restart(Map.of("TWILIO_ACCOUNT_SID", "AC1", "TWILIO_BASE_URL", twilio.url("/").toString()));
      TwilioMediaClient telephone = gateway.call(CALL, STREAM);
      gateway.log.takeCall(CallStarted.class);
      gateway.server.topicSink().command(new HangUp(CALL, -1, 0));

      RecordedRequest request = requireNonNull(twilio.takeRequest(10, TimeUnit.SECONDS));
      assertThat(request.getTarget()).isEqualTo("/2010-04-01/Accounts/AC1/Calls/" + CALL + ".json");
      telephone.media(new byte[160]);
      telephone.stop();
      assertThat(gateway.log.takeCall(CallEnded.class).cause()).isEqualTo(Cause.ASSISTANT_HUNG_UP);
      assertThat(gateway.log.takeFrame().ulaw()).as("the end of the stream").isEmpty();
      assertThat(telephone.end().code()).isEqualTo(1000);
      assertThat(gateway.log.isEmpty()).isTrue();
    }
  }
}
