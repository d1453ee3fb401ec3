// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.topic.OutboundAudio;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts that are synthesised once and kept. */
class FixedTextTest extends SpeechRig {
  @Test
  void aFixedTextIsSynthesisedOnceAndThenSaidAtOnce() {
    fixed(0, "Hello. ");
    opened(1);
    end(0, 1);
    hear(1, "t0-1", "Hello. ");
    isFinal(1, "t0-1");
    List<String> first = chunkNames();

    anotherCall("Rachel");
    fixed(0, "Hello. ");
    end(0, 1);
    assertThat(chunkNames()).isEqualTo(first);
    assertThat(audio().stream().map(OutboundAudio::text).reduce("", String::concat))
        .isEqualTo("Hello. ");
    assertThat(sent()).isEmpty();

    anotherCall("Adam");
    fixed(0, "Hello. ");
    assertThat(audio()).isEmpty();
  }

  @Test
  void whatAModelWroteIsNotKept() {
    segment(0, 0, "Hello. ");
    opened(1);
    end(0, 1);
    hear(1, "t0-1", "Hello. ");
    isFinal(1, "t0-1");
    anotherCall("Rachel");
    fixed(0, "Hello. ");
    assertThat(audio()).isEmpty();
  }

  @Test
  void aFixedTextThatWasCutShortIsNotKept() {
    fixed(0, "Hello. ");
    opened(1);
    end(0, 1);
    floor(1);
    anotherCall("Rachel");
    fixed(0, "Hello. ");
    assertThat(audio()).isEmpty();
  }
}
