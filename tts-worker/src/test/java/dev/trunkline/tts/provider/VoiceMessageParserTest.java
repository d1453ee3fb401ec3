// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.trunkline.events.FailureCategory;
import dev.trunkline.tts.core.VoiceFailure;
import dev.trunkline.tts.core.VoiceMessage.Audio;
import dev.trunkline.tts.core.VoiceMessage.FlushDone;
import dev.trunkline.tts.core.VoiceMessage.Ignored;
import dev.trunkline.tts.core.VoiceMessage.ProviderError;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class VoiceMessageParserTest {
  @Test
  void audioIsParsedWithItsAlignment() {
    var audio =
        audio(
            """
            {"audio":"AQID","isFinal":null,"contextId":"t1-1",
             "alignment":{"chars":["H","i"],"charStartTimesMs":[0,80],"charDurationsMs":[80,90]},
             "normalizedAlignment":{"chars":[" ","x"],"charStartTimesMs":[0,0],"charDurationsMs":[0,1]}}
            """);
    assertThat(audio.context()).isEqualTo("t1-1");
    assertThat(audio.bytes()).containsExactly(1, 2, 3);
    assertThat(audio.isFinal()).isFalse();
    var alignment = Objects.requireNonNull(audio.alignment());
    assertThat(alignment.chars()).containsExactly("H", "i");
    assertThat(alignment.startMs()).containsExactly(0, 80);
    assertThat(alignment.durationMs()).containsExactly(80, 90);
  }

  @Test
  void alternativeFieldNamesAreAccepted() {
    var audio =
        audio(
            """
            {"audio":"AQ==","is_final":true,"context_id":"c",
             "alignment":{"chars":["H"],"charsStartTimesMs":[5],"charsDurationsMs":[6]}}
            """);
    assertThat(audio.context()).isEqualTo("c");
    assertThat(audio.isFinal()).isTrue();
    assertThat(Objects.requireNonNull(audio.alignment()).startMs()).containsExactly(5);
  }

  @Test
  void finalMessageMayHaveNoAudio() {
    var end = audio("{\"audio\":null,\"isFinal\":true,\"contextId\":\"c\",\"alignment\":null}");
    assertThat(end.bytes()).isEmpty();
    assertThat(end.isFinal()).isTrue();
    assertThat(end.alignment()).isNull();
  }

  @Test
  void alignmentWithUnequalArraysIsIgnored() {
    var audio =
        audio(
            """
            {"audio":"AQ==","contextId":"c",
             "alignment":{"chars":["a","b"],"charStartTimesMs":[0],"charDurationsMs":[0,1]}}
            """);
    assertThat(audio.alignment()).isNull();
  }

  @Test
  void flushDoneIsNoAudio() {
    assertThat(
            VoiceMessageParser.parse(
                """
                {"type":"flush_done","context_id":"c1","status_code":206,"done":false,"data":"","flush_done":true}
                """))
        .isEqualTo(new FlushDone("c1"));
  }

  @Test
  void errorConcernsAContextOrTheSocket() {
    assertThat(
            VoiceMessageParser.parse(
                "{\"message\":\"…\",\"error\":\"input_timeout_exceeded\",\"code\":1008,\"contextId\":\"c\"}"))
        .isEqualTo(
            new ProviderError(
                "c", new VoiceFailure(FailureCategory.TIMED_OUT, "input_timeout_exceeded")));
    assertThat(
            VoiceMessageParser.parse(
                "{\"message\":\"…\",\"error\":\"max_active_conversations\",\"code\":1008}"))
        .isEqualTo(
            new ProviderError(
                null, new VoiceFailure(FailureCategory.THROTTLED, "max_active_conversations")));
  }

  @Test
  void messagesWithoutUseAreIgnored() {
    assertThat(VoiceMessageParser.parse("{\"audio\":null,\"contextId\":\"c\"}"))
        .isEqualTo(new Ignored());
    assertThat(VoiceMessageParser.parse("{\"hello\":1}")).isEqualTo(new Ignored());
  }

  @Test
  void malformedMessagesAreGarbled() {
    for (String text : new String[] {"", "no", "[1]", "{\"audio\":\"%%%\"}", "{\"audio\":"}) {
      assertThat(VoiceMessageParser.parse(text))
          .asInstanceOf(type(ProviderError.class))
          .extracting(t -> t.failure().category())
          .isEqualTo(FailureCategory.GARBLED);
    }
  }

  private static Audio audio(String json) {
    return (Audio) VoiceMessageParser.parse(json);
  }
}
