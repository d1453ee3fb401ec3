package dev.trunkline.gateway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.common.event.CallEvent.CallEnded;
import dev.trunkline.common.event.CallEvent.CallResumed;
import dev.trunkline.common.event.CallEvent.CallStarted;
import dev.trunkline.common.event.CallEvent.Cause;
import dev.trunkline.common.event.CallEvent.DtmfPressed;
import dev.trunkline.common.event.CallEvent.StreamLost;
import dev.trunkline.common.event.GatewayCommand.HangUp;
import dev.trunkline.common.event.GatewayCommand.Interrupt;
import dev.trunkline.common.event.PlaybackEvent.PlaybackFinished;
import dev.trunkline.common.event.PlaybackEvent.PlaybackInterrupted;
import dev.trunkline.common.event.PlaybackEvent.PlaybackStarted;
import dev.trunkline.common.topic.OutboundAudio;
import dev.trunkline.common.topic.OutboundAudio.End;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MediaStreamTest {
  private static final String CALL = GatewayFixture.CALL;
  private static final String STREAM = "MZ00000000000000000000000000000001";

  private GatewayFixture gateway = new GatewayFixture(Map.of());

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void anUpgradeThatTwilioDidNotAskForIsRefused() throws Exception {
    var unsigned = new Telephone(gateway.client, gateway.port(), STREAM, null);
    var wrong = new Telephone(gateway.client, gateway.port(), STREAM, "x");

    assertThat(unsigned.handshake().code()).isEqualTo(403);
    assertThat(wrong.handshake().code()).isEqualTo(403);
  }

  @Test
  void noCompressionIsAgreedOnThoughTheClientOffersIt() throws Exception {
    Telephone telephone = gateway.telephone(STREAM);

    assertThat(telephone.handshake().request().header("Sec-WebSocket-Extensions"))
        .isEqualTo("permessage-deflate");
    assertThat(telephone.handshake().header("Sec-WebSocket-Extensions")).isNull();
    telephone.breakOff();
  }

  @Test
  void aCallIsWrittenFromItsStartToItsStop() throws Exception {
    Telephone telephone = gateway.call(CALL, STREAM);
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
  void aStreamWithoutAGoodTokenIsClosed() throws Exception {
    Telephone without = gateway.telephone(STREAM);
    without.start(CALL, Map.of());
    assertThat(without.end().code()).isEqualTo(1008);

    Map<String, String> parameters = gateway.parameters("/twiml", "CA2");
    Telephone ofAnother = gateway.telephone(STREAM);
    ofAnother.start(CALL, parameters);
    assertThat(ofAnother.end().code()).isEqualTo(1008);
    assertThat(gateway.log.isEmpty()).isTrue();
    assertRejected("bad-token", 2);
  }

  @Test
  void aTokenOpensOneStreamOnly() throws Exception {
    Map<String, String> parameters = gateway.parameters("/twiml", CALL);
    Telephone first = gateway.telephone(STREAM);
    first.start(CALL, parameters);
    gateway.log.takeCall(CallStarted.class);
    Telephone replay = gateway.telephone("MZ2");
    replay.start(CALL, parameters);

    assertThat(replay.end().code()).isEqualTo(1008);
    assertThat(gateway.server.sessions()).isEqualTo(1);
  }

  @Test
  void aSocketOnWhichNoStreamStartsIsClosed() throws Exception {
    restart(Map.of("STREAM_START_WAIT_MS", "50"));

    assertThat(gateway.telephone(STREAM).end().code()).isEqualTo(1008);
  }

  @Test
  void aSocketOnWhichNothingComesIsClosed() throws Exception {
    restart(Map.of("STREAM_IDLE_MS", "100"));
    Telephone telephone = gateway.call(CALL, STREAM);
    gateway.log.takeCall(CallStarted.class);

    assertThat(telephone.end().code()).isEqualTo(1001);
    gateway.log.takeCall(StreamLost.class);
  }

  @Test
  void whatDoesNotBelongIsCountedAndTheCallGoesOn() throws Exception {
    Telephone telephone = gateway.telephone(STREAM);
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
  void aPeerThatOnlySendsRubbishIsLeft() throws Exception {
    Telephone telephone = gateway.telephone(STREAM);
    for (int i = 0; i < 100; i++) {
      telephone.send("rubbish");
    }

    assertThat(telephone.end().code()).isEqualTo(1008);
  }

  @Test
  void aMessageThatIsTooLargeClosesItsSocketOnly() throws Exception {
    Telephone neighbour = gateway.call("CA2", "MZ2");
    gateway.log.takeCall(CallStarted.class);
    Telephone telephone = gateway.telephone(STREAM);
    telephone.send("x".repeat(65 * 1024));

    assertThat(telephone.end().code()).isEqualTo(1009);
    assertRejected("too-large", 1);
    neighbour.media(new byte[160]);
    assertThat(gateway.log.takeFrame().callSid()).isEqualTo("CA2");
  }

  @Test
  void aFloodOfFramesIsCutDownToWhatACallCanHave() throws Exception {
    restart(Map.of("STREAM_MESSAGES_PER_SECOND", "50", "STREAM_MESSAGES_AT_ONCE", "10"));
    Telephone telephone = gateway.call(CALL, STREAM);
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
  void audioIsNotTakenInAnotherFormat() throws Exception {
    Telephone telephone = gateway.telephone(STREAM);
    telephone.send(
        "{\"event\":\"start\",\"start\":{\"streamSid\":\"MZ1\",\"callSid\":\"CA1\","
            + "\"mediaFormat\":{\"encoding\":\"audio/l16\",\"sampleRate\":16000}}}");

    assertThat(telephone.end().code()).isEqualTo(1003);
  }

  @Test
  void speechIsPlayedAndItsEndReported() throws Exception {
    Telephone telephone = gateway.call(CALL, STREAM);
    gateway.log.takeCall(CallStarted.class);
    telephone.media(new byte[160]);
    gateway.log.takeFrame();
    var ulaw = new byte[400];
    Arrays.fill(ulaw, (byte) 0x55);
    gateway.server.arrivals().audio(chunk(1, 0, End.TURN, ulaw), 1234);

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
  void anInterruptionClearsAndIsAnswered() throws Exception {
    Telephone telephone = gateway.call(CALL, STREAM);
    gateway.log.takeCall(CallStarted.class);
    for (int i = 0; i < 100; i++) {
      gateway.server.arrivals().audio(chunk(1, i, End.NOTHING, new byte[800]), 0);
    }
    telephone.take();
    gateway.server.arrivals().command(new Interrupt(CALL, 2, 0));

    String message = telephone.take();
    while (!message.contains("clear")) {
      message = telephone.take();
    }
    assertThat(message).isEqualTo("{\"event\":\"clear\",\"streamSid\":\"" + STREAM + "\"}");
    gateway.log.takePlayback(PlaybackStarted.class);
    assertThat(gateway.log.takePlayback(PlaybackInterrupted.class).turn()).isEqualTo(1);
  }

  @Test
  void aHangUpWithoutRestClosesTheStreamAndTheCallIsNotTakenBack() throws Exception {
    Telephone telephone = gateway.call(CALL, STREAM);
    gateway.log.takeCall(CallStarted.class);
    gateway.server.arrivals().audio(chunk(1, 0, End.TURN, new byte[80]), 0);
    gateway.server.arrivals().command(new HangUp(CALL, 1, 0));
    telephone.take();
    telephone.take();
    telephone.mark("1:0:0:0");

    assertThat(telephone.end().code()).isEqualTo(1000);
    assertThat(gateway.log.takeCall(CallEnded.class).cause()).isEqualTo(Cause.ASSISTANT_HUNG_UP);
    assertThat(gateway.twiml("/twiml?resume=1&issued=0", CALL).getFirstChild().getNodeName())
        .isEqualTo("Hangup");
  }

  @Test
  void aHangUpEndsTheCallThroughTwiliosRestInterface() throws Exception {
    try (var twilio = new MockWebServer()) {
      twilio.enqueue(new MockResponse.Builder().code(200).body("{}").build());
      twilio.start();
      restart(Map.of("TWILIO_ACCOUNT_SID", "AC1", "TWILIO_BASE_URL", twilio.url("/").toString()));
      Telephone telephone = gateway.call(CALL, STREAM);
      gateway.log.takeCall(CallStarted.class);
      gateway.server.arrivals().command(new HangUp(CALL, -1, 0));

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

  @Test
  void aCallerWhoseLineDoesNotReadLosesOnlyItsOwnStream() throws Exception {
    restart(Map.of("STREAM_OUTGOING_FRAMES", "10"));
    Telephone neighbour = gateway.call("CA2", "MZ2");
    gateway.log.takeCall(CallStarted.class);
    Telephone telephone = gateway.call(CALL, STREAM);
    gateway.log.takeCall(CallStarted.class);
    try (var _ = telephone.stopReading()) {
      // Each is more than the network takes from a peer that does not read.
      var much = new byte[4_000_000];
      for (int turn = 1; turn <= 10; turn++) {
        gateway.server.arrivals().audio(chunk(turn, 0, End.TURN, much), 0);
        gateway.server.arrivals().command(new Interrupt(CALL, turn + 1, 0));
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

  @Test
  void aCallThatLosesItsStreamComesBackOnAnother() throws Exception {
    Telephone telephone = gateway.call(CALL, STREAM);
    gateway.log.takeCall(CallStarted.class);
    telephone.media(new byte[160]);
    assertFrame(0, 0, new byte[160]);
    telephone.breakOff();
    assertThat(gateway.log.takeCall(StreamLost.class).streamSid()).isEqualTo(STREAM);
    assertFrame(1, 20, new byte[0]);
    assertThat(gateway.server.sessions()).isZero();

    Telephone next = gateway.telephone("MZ2");
    next.start(CALL, gateway.parameters("/twiml?resume=1&issued=0", CALL));
    next.media(new byte[160]);

    CallResumed resumed = gateway.log.takeCall(CallResumed.class);
    assertThat(resumed.streamSid()).isEqualTo("MZ2");
    assertThat(resumed.from()).isEqualTo("+14155550100");
    RecordingLog.Frame frame = gateway.log.takeFrame();
    assertThat(frame.streamSid()).isEqualTo("MZ2");
    assertThat(frame.mediaMs()).as("media time begins again").isZero();
  }

  @Test
  void aCallFromAnotherGatewayIsResumedHere() throws Exception {
    Telephone telephone = gateway.telephone(STREAM);
    telephone.start(CALL, gateway.parameters("/twiml?resume=1&issued=0", CALL));

    assertThat(gateway.log.takeCall(CallResumed.class).callSid()).isEqualTo(CALL);
  }

  @Test
  void aCallThatDoesNotComeBackLeavesItsPlaceToOthers() throws Exception {
    restart(Map.of("RESUME_WAIT_MS", "50", "MAX_CALLS", "1"));
    Telephone telephone = gateway.call(CALL, STREAM);
    gateway.log.takeCall(CallStarted.class);
    telephone.breakOff();

    gateway.log.takeCall(StreamLost.class);
    long givenUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (gateway.parameters("/twiml", "CA2").isEmpty()) {
      assertThat(System.nanoTime()).as("a place is free").isLessThan(givenUpAt);
    }
    assertThat(gateway.log.takeFrame().ulaw()).as("the end of the stream").isEmpty();
    assertThat(gateway.log.isEmpty())
        .as("whether the call is over, this gateway cannot know")
        .isTrue();
  }

  @Test
  void aSecondStreamOfACallTakesOverFromTheFirst() throws Exception {
    Telephone first = gateway.call(CALL, STREAM);
    gateway.log.takeCall(CallStarted.class);
    Telephone second = gateway.call(CALL, "MZ2");

    assertThat(gateway.log.takeCall(CallResumed.class).streamSid()).isEqualTo("MZ2");
    assertThat(first.end().code()).isEqualTo(1000);
    assertThat(gateway.log.takeFrame().streamSid()).isEqualTo(STREAM);
    second.stop();
    assertThat(gateway.log.takeCall(CallEnded.class).streamSid()).isEqualTo("MZ2");
    assertThat(gateway.log.takeFrame().streamSid()).isEqualTo("MZ2");
    assertThat(gateway.log.isEmpty()).isTrue();
  }

  private void restart(Map<String, String> settings) {
    gateway.close();
    gateway = new GatewayFixture(settings);
  }

  private void assertRejected(String kind, double count) {
    gateway.assertCount(count, "trunkline.gateway.messages.rejected", "kind", kind);
  }

  private void assertFrame(long sequence, long mediaMs, byte[] ulaw) throws Exception {
    RecordingLog.Frame frame = gateway.log.takeFrame();
    assertThat(frame.callSid()).isEqualTo(CALL);
    assertThat(frame.streamSid()).isEqualTo(STREAM);
    assertThat(frame.sequence()).isEqualTo(sequence);
    assertThat(frame.mediaMs()).isEqualTo(mediaMs);
    assertThat(frame.ulaw()).isEqualTo(ulaw);
  }

  private static OutboundAudio chunk(int turn, int chunk, End end, byte[] ulaw) {
    return new OutboundAudio(CALL, turn, 0, chunk, end, "", new int[0], ulaw);
  }
}
