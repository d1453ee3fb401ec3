// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioMessageParserTest {
  @Test
  void startCarriesStreamCallAndParameters() {
    TwilioMessage inbound =
        TwilioMessageParser.parse(
            """
            {"event":"start","sequenceNumber":"1",
             "start":{"accountSid":"AC1","streamSid":"MZ1","callSid":"CA1","tracks":["inbound"],
                      "mediaFormat":{"encoding":"audio/x-mulaw","sampleRate":8000,"channels":1},
                      "customParameters":{"FirstName":"Jane","token":"a.b"}},
             "streamSid":"MZ1"}
            """);

    assertThat(inbound)
        .isEqualTo(
            new TwilioMessage.Start(
                "MZ1",
                "CA1",
                "audio/x-mulaw",
                "8000",
                Map.of("FirstName", "Jane", "token", "a.b"),
                1));
  }

  @Test
  void mediaOfAnyLengthIsDecoded() {
    for (int length : new int[] {0, 1, 159, 160, 161, 3_200}) {
      var ulaw = new byte[length];
      new java.util.Random(length).nextBytes(ulaw);
      TwilioMessage inbound =
          TwilioMessageParser.parse(
              "{\"event\":\"media\",\"sequenceNumber\":\"2\",\"media\":{\"track\":\"inbound\","
                  + "\"chunk\":\"1\",\"timestamp\":\"155\",\"payload\":\""
                  + Base64.getEncoder().encodeToString(ulaw)
                  + "\"},\"streamSid\":\"MZ1\"}");

      assertThat(inbound).isInstanceOf(TwilioMessage.Media.class);
      assertThat(((TwilioMessage.Media) inbound).ulaw()).isEqualTo(ulaw);
    }
  }

  @Test
  void fieldOrderAndUnknownFieldsDoNotMatter() {
    TwilioMessage inbound =
        TwilioMessageParser.parse(
            "{\"new\":[{\"a\":1}],\"mark\":{\"new\":{},\"name\":\"1:0:0:0\"},\"streamSid\":\"MZ1\","
                + "\"event\":\"mark\"}");

    assertThat(inbound).isEqualTo(new TwilioMessage.Mark("MZ1", "1:0:0:0", 0));
  }

  @Test
  void otherMessagesAreParsed() {
    assertThat(
            TwilioMessageParser.parse(
                "{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}"))
        .isEqualTo(new TwilioMessage.Connected());
    assertThat(
            TwilioMessageParser.parse(
                "{\"event\":\"dtmf\",\"streamSid\":\"MZ1\",\"sequenceNumber\":\"5\","
                    + "\"dtmf\":{\"track\":\"inbound_track\",\"digit\":\"#\"}}"))
        .isEqualTo(new TwilioMessage.Dtmf("MZ1", "#", 5));
    assertThat(
            TwilioMessageParser.parse(
                "{\"event\":\"stop\",\"sequenceNumber\":\"378\",\"streamSid\":\"MZ1\","
                    + "\"stop\":{\"accountSid\":\"AC1\",\"callSid\":\"CA1\"}}"))
        .isEqualTo(new TwilioMessage.Stop("MZ1", 378));
    assertThat(TwilioMessageParser.parse("{\"event\":\"video\",\"sequenceNumber\":\"9\"}"))
        .isEqualTo(new TwilioMessage.Unknown(9));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "[]",
        "{",
        "{}",
        "null",
        "{\"event\":1}x",
        "{\"event\":\"connected\"}{}",
        "{\"event\":\"media\"}",
        "{\"event\":\"media\",\"media\":\"x\"}",
        "{\"event\":\"media\",\"media\":{\"payload\":\"not base64!\"}}",
        "{\"event\":\"media\",\"media\":{\"payload\":7}}",
        "{\"event\":\"mark\",\"mark\":{}}",
        "{\"event\":\"dtmf\",\"dtmf\":{\"digit\":\"12\"}}",
        "{\"event\":\"start\",\"start\":{\"callSid\":\"CA1\"}}",
        "{\"event\":\"start\",\"streamSid\":\"MZ\\\"1\",\"start\":{\"callSid\":\"CA1\"}}",
        "{\"event\":\"stop\",\"sequenceNumber\":\"x\"}",
        "{\"event\":[[[[[[[[[[]]]]]]]]]]}",
      })
  void messagesOutsideTheProtocolAreMalformed(String text) {
    assertThat(TwilioMessageParser.parse(text)).isEqualTo(new TwilioMessage.Malformed());
  }
}
