// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.twiml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwimlParserTest {
  @Test
  void aStreamIsReadWithItsParameters() throws TwimlParser.Unreadable {
    TwimlDocument document =
        TwimlParser.parse(
            """
            <?xml version="1.0" encoding="UTF-8"?><Response><Connect \
            action="https://voice.example.com/twilio/after-stream" method="POST"><Stream \
            url="wss://voice.example.com/twilio/media" name="main" \
            statusCallback="https://voice.example.com/twilio/stream-status" \
            statusCallbackMethod="POST"><Parameter name="token" \
            value="a&amp;b&lt;&quot;é"/></Stream></Connect><Hangup/></Response>\
            """);

    assertThat(document.warnings()).isEmpty();
    assertThat(document.verbs())
        .containsExactly(
            new Verb.Connect(
                Optional.of("https://voice.example.com/twilio/after-stream"),
                HttpMethod.POST,
                new StreamNoun(
                    "wss://voice.example.com/twilio/media",
                    "main",
                    "inbound_track",
                    Optional.of("https://voice.example.com/twilio/stream-status"),
                    HttpMethod.POST,
                    Map.of("token", "a&b<\"é"))),
            new Verb.Hangup());
  }

  @Test
  void attributesLeftOutHaveTwiliosDefaults() throws TwimlParser.Unreadable {
    TwimlDocument document =
        TwimlParser.parse(
            "<Response><Gather/><Pause/><Say> hi </Say><Dial><Number>+1</Number></Dial>"
                + "<Redirect>/x</Redirect><Reject/></Response>");

    assertThat(document.verbs().get(0))
        .isInstanceOfSatisfying(
            Verb.Gather.class,
            gather -> {
              assertThat(gather.timeoutSeconds()).isEqualTo(5);
              assertThat(gather.finishOnKey()).isEqualTo("#");
              assertThat(gather.action()).isEmpty();
            });
    assertThat(document.verbs().subList(1, 6))
        .containsExactly(
            new Verb.Pause(1),
            new Verb.Say("hi", 1),
            new Verb.Dial(Optional.empty(), HttpMethod.POST, "+1"),
            new Verb.Redirect("/x", HttpMethod.POST),
            new Verb.Reject(false));
  }

  @Test
  void whatTheSchemaDoesNotKnowIsSkippedWithAWarning() throws TwimlParser.Unreadable {
    TwimlDocument document =
        TwimlParser.parse("<Response><say>no</say><Connect/><Hangup/></Response>");

    assertThat(document.verbs()).containsExactly(new Verb.Hangup());
    assertThat(document.warnings())
        .containsExactly("unknown element say", "Connect without a Stream");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "<Response>",
        "<response/>",
        "<Response><Redirect>/x?a=1&b=2</Redirect></Response>",
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><Response><Say>&e;</Say></Response>",
      })
  void whatIsNotXmlOrNotTwimlCannotBeRead(String text) {
    assertThatThrownBy(() -> TwimlParser.parse(text)).isInstanceOf(TwimlParser.Unreadable.class);
  }
}
