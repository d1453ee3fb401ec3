// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.elevenlabs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.trunkline.events.FailureCategory;
import dev.trunkline.tts.elevenlabs.VoiceMessage.FlushDone;
import dev.trunkline.tts.elevenlabs.VoiceMessage.Other;
import dev.trunkline.tts.elevenlabs.VoiceMessage.Sound;
import dev.trunkline.tts.elevenlabs.VoiceMessage.Trouble;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class VoiceMessagesTest {
  @Test
  void audioComesWithItsAlignment() {
    var sound =
        sound(
            """
            {"audio":"AQID","isFinal":null,"contextId":"t1-1",
             "alignment":{"chars":["H","i"],"charStartTimesMs":[0,80],"charDurationsMs":[80,90]},
             "normalizedAlignment":{"chars":[" ","x"],"charStartTimesMs":[0,0],"charDurationsMs":[0,1]}}
            """);
    assertThat(sound.context()).isEqualTo("t1-1");
    assertThat(sound.audio()).containsExactly(1, 2, 3);
    assertThat(sound.isFinal()).isFalse();
    var alignment = Objects.requireNonNull(sound.alignment());
    assertThat(alignment.chars()).containsExactly("H", "i");
    assertThat(alignment.startMs()).containsExactly(0, 80);
    assertThat(alignment.durationMs()).containsExactly(80, 90);
  }

  @Test
  void theOtherSpellingsAreUnderstoodToo() {
    var sound =
        sound(
            """
            {"audio":"AQ==","is_final":true,"context_id":"c",
             "alignment":{"chars":["H"],"charsStartTimesMs":[5],"charsDurationsMs":[6]}}
            """);
    assertThat(sound.context()).isEqualTo("c");
    assertThat(sound.isFinal()).isTrue();
    assertThat(Objects.requireNonNull(sound.alignment()).startMs()).containsExactly(5);
  }

  @Test
  void anEndWithoutAudioIsAnEnd() {
    var end = sound("{\"audio\":null,\"isFinal\":true,\"contextId\":\"c\",\"alignment\":null}");
    assertThat(end.audio()).isEmpty();
    assertThat(end.isFinal()).isTrue();
    assertThat(end.alignment()).isNull();
  }

  @Test
  void anAlignmentWhoseArraysDoNotMatchIsNoAlignment() {
    var sound =
        sound(
            """
            {"audio":"AQ==","contextId":"c",
             "alignment":{"chars":["a","b"],"charStartTimesMs":[0],"charDurationsMs":[0,1]}}
            """);
    assertThat(sound.alignment()).isNull();
  }

  @Test
  void aDoneFlushIsToldFromSound() {
    assertThat(
            VoiceMessages.read(
                """
                {"type":"flush_done","context_id":"c1","status_code":206,"done":false,"data":"","flush_done":true}
                """))
        .isEqualTo(new FlushDone("c1"));
  }

  @Test
  void anErrorMayBeOfOneContextOrOfTheSocket() {
    assertThat(
            VoiceMessages.read(
                "{\"message\":\"…\",\"error\":\"input_timeout_exceeded\",\"code\":1008,\"contextId\":\"c\"}"))
        .isEqualTo(
            new Trouble("c", new Failure(FailureCategory.TIMED_OUT, "input_timeout_exceeded")));
    assertThat(
            VoiceMessages.read(
                "{\"message\":\"…\",\"error\":\"max_active_conversations\",\"code\":1008}"))
        .isEqualTo(
            new Trouble(null, new Failure(FailureCategory.THROTTLED, "max_active_conversations")));
  }

  @Test
  void whatHasNoUseIsPassedOver() {
    assertThat(VoiceMessages.read("{\"audio\":null,\"contextId\":\"c\"}")).isEqualTo(new Other());
    assertThat(VoiceMessages.read("{\"hello\":1}")).isEqualTo(new Other());
  }

  @Test
  void whatCannotBeReadIsGarbled() {
    for (String text : new String[] {"", "no", "[1]", "{\"audio\":\"%%%\"}", "{\"audio\":"}) {
      assertThat(VoiceMessages.read(text))
          .asInstanceOf(type(Trouble.class))
          .extracting(t -> t.failure().category())
          .isEqualTo(FailureCategory.GARBLED);
    }
  }

  private static Sound sound(String json) {
    return (Sound) VoiceMessages.read(json);
  }
}
