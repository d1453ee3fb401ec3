// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import static dev.trunkline.simulator.telephone.Phones.tone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.simulator.telephone.record.LineEvent;
import dev.trunkline.simulator.telephone.record.SoundStretch;
import dev.trunkline.simulator.telephone.webhook.TwilioSignature;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MediaStreamTest {
  private final GatewayDouble gateway = new GatewayDouble();
  private Telephone telephone = Phones.telephone();

  @AfterEach
  void close() {
    telephone.close();
    gateway.close();
  }

  @Test
  void theHandshakeHasTwiliosHeadersAndNoOthers() throws Exception {
    telephone.call(CallRequest.inbound(gateway.url("/twiml")));
    Map<String, String> headers = gateway.next(gateway.handshakes);

    assertThat(headers.keySet())
        .containsExactlyInAnyOrder(
            "host",
            "user-agent",
            "connection",
            "upgrade",
            "sec-websocket-version",
            "sec-websocket-key",
            "x-twilio-signature",
            "accept-encoding");
    assertThat(headers)
        .containsEntry("user-agent", "Twilio.TmeWs/1.0")
        .containsEntry("accept-encoding", "gzip")
        .containsEntry(
            "x-twilio-signature",
            new TwilioSignature(Phones.TOKEN).of(gateway.mediaUrl().replace("ws:", "wss:")));
  }

  @Test
  void connectedAndStartComeFirstWithTypesAsTwiliosAre() throws Exception {
    PhoneCall call = telephone.call(CallRequest.inbound(gateway.url("/twiml")));

    assertThat(gateway.next(gateway.messages))
        .hasToString("{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}");
    JsonNode start = gateway.next(gateway.messages);
    String sid = call.connected().get();
    assertThat(sid).matches("MZ[0-9a-f]{32}");
    assertThat(start)
        .hasToString(
            "{\"event\":\"start\",\"sequenceNumber\":\"1\",\"start\":{\"accountSid\":\""
                + telephone.settings().accountSid()
                + "\",\"streamSid\":\""
                + sid
                + "\",\"callSid\":\""
                + call.sid()
                + "\",\"tracks\":[\"inbound\"],"
                + "\"mediaFormat\":{\"encoding\":\"audio/x-mulaw\",\"sampleRate\":8000,"
                + "\"channels\":1},\"customParameters\":{\"token\":\"a&b\"}},\"streamSid\":\""
                + sid
                + "\"}");
  }

  @Test
  void framesAreNumberedInStringsAndTheirTimestampsAreUneven() throws Exception {
    telephone.call(CallRequest.inbound(gateway.url("/twiml")));
    List<JsonNode> frames = new ArrayList<>();
    while (frames.size() < 30) {
      frames.add(gateway.next(gateway.media));
    }

    long first = frames.getFirst().at("/media/timestamp").asLong();
    assertThat(first).isBetween(100L, 170L);
    Set<Long> steps = new HashSet<>();
    long last = first - 20;
    for (int i = 0; i < frames.size(); i++) {
      JsonNode frame = frames.get(i);
      assertThat(frame.at("/sequenceNumber").textValue()).isEqualTo(String.valueOf(i + 2));
      assertThat(frame.at("/media/chunk").textValue()).isEqualTo(String.valueOf(i + 1));
      assertThat(frame.at("/media/track").textValue()).isEqualTo("inbound");
      assertThat(frame.at("/media/timestamp").isTextual()).isTrue();
      assertThat(payload(frame)).hasSize(160);
      long timestamp = frame.at("/media/timestamp").asLong();
      assertThat((double) timestamp).isCloseTo(first + 20.0 * i, within(2.0));
      steps.add(timestamp - last);
      last = timestamp;
    }
    assertThat(steps).hasSizeGreaterThan(1);
  }

  @Test
  void whatTheCallerSaysArrivesWhole() throws Exception {
    PhoneCall call = telephone.call(CallRequest.inbound(gateway.url("/twiml")));
    byte[] words = tone(93);
    long begun = call.say("hello", words).begun().get();
    long said = begun + words.length;
    ByteBuffer line = ByteBuffer.allocate(160_000);
    while (line.position() < said) {
      line.put(payload(gateway.next(gateway.media)));
    }

    var heard = new byte[words.length];
    line.get((int) begun, heard);
    assertThat(heard).isEqualTo(words);
  }

  @Test
  void aPressedKeyIsADtmfMessage() throws Exception {
    PhoneCall call = telephone.call(CallRequest.inbound(gateway.url("/twiml")));
    gateway.message("start");
    call.pressKey('5');
    JsonNode dtmf = gateway.message("dtmf");

    assertThat(dtmf.at("/dtmf").toString())
        .isEqualTo("{\"track\":\"inbound_track\",\"digit\":\"5\"}");
    assertThat(dtmf.at("/streamSid").textValue()).isEqualTo(call.connected().get());
  }

  @Test
  void playedAudioIsRecordedAndItsMarkReturns() throws Exception {
    PhoneCall call = telephone.call(CallRequest.inbound(gateway.url("/twiml")));
    gateway.message("start");
    gateway.mark("idle");
    assertThat(gateway.message("mark").at("/mark/name").textValue()).isEqualTo("idle");
    gateway.play(tone(200));
    gateway.mark("done");
    assertThat(gateway.message("mark").at("/mark/name").textValue()).isEqualTo("done");
    call.assistantSpokenThenQuiet(-1, 20).get();

    assertThat(call.recording().assistantStretches()).hasSize(1);
    SoundStretch heard = call.recording().assistantStretches().getFirst();
    assertThat(heard.to() - heard.from()).isEqualTo(1_600);
    assertThat(event(call, LineEvent.Kind.MARK_PLAYED, "done").atMs()).isEqualTo(heard.toMs());
  }

  @Test
  void afterAClearTheRestIsNotHeardAndItsMarksComeBackInOrder() throws Exception {
    PhoneCall call = telephone.call(CallRequest.inbound(gateway.url("/twiml")));
    gateway.message("start");
    gateway.play(tone(5_000));
    gateway.mark("one");
    gateway.play(tone(5_000));
    gateway.mark("two");
    call.assistantBegins(-1).get();
    gateway.clear();

    assertThat(gateway.message("mark").at("/mark/name").textValue()).isEqualTo("one");
    assertThat(gateway.message("mark").at("/mark/name").textValue()).isEqualTo("two");
    call.assistantSpokenThenQuiet(-1, 100).get();
    double cleared = event(call, LineEvent.Kind.CLEARED, "").atMs();
    SoundStretch heard = call.recording().assistantStretches().getLast();
    assertThat(heard.toMs()).isCloseTo(cleared, within(2.0)).isLessThan(5_000);
    assertThat(event(call, LineEvent.Kind.MARK_FLUSHED, "two").atMs()).isEqualTo(cleared);
  }

  @Test
  void badMessagesAreWarningsOnceEachAndTheStreamGoesOn() throws Exception {
    PhoneCall call = telephone.call(CallRequest.inbound(gateway.url("/twiml")));
    gateway.message("start");
    gateway.send("hello");
    gateway.send("{\"event\":\"media\",\"streamSid\":\"MZ0\",\"media\":{\"payload\":\"\"}}");
    gateway.socket().send(ByteBuffer.wrap(new byte[160]));
    gateway.socket().send(ByteBuffer.wrap(new byte[160]));
    gateway.mark("still here");

    assertThat(gateway.message("mark").at("/mark/name").textValue()).isEqualTo("still here");
    assertThat(Phones.codes(call)).containsExactly(31951, 31950);
    assertThat(call.debugger()).noneMatch(entry -> entry.isError());
  }

  @Test
  void badMessagesCanEndTheStream() throws Exception {
    telephone.close();
    telephone = Phones.telephone("SIM_TELEPHONE_BAD_MESSAGES_END_STREAM", "true");
    PhoneCall call = telephone.call(CallRequest.inbound(gateway.url("/twiml")));
    gateway.message("start");
    gateway.send("hello");

    call.awaitEnd(Phones.WAIT_MS);
    assertThat(Phones.codes(call)).containsExactly(31951, 31924);
  }

  private static LineEvent event(PhoneCall call, LineEvent.Kind kind, String detail) {
    return call.recording().events().stream()
        .filter(event -> event.kind() == kind && event.detail().equals(detail))
        .findFirst()
        .orElseThrow();
  }

  private static byte[] payload(JsonNode frame) {
    return Base64.getDecoder().decode(frame.at("/media/payload").textValue());
  }
}
