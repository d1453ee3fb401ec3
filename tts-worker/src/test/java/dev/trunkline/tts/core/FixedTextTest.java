// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.topic.OutboundAudio;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts that are synthesised once and cached. */
class FixedTextTest extends SpeechRig {
  @Test
  void fixedTextIsSynthesisedOnceThenServedFromCache() {
    fixed(0, "Hello. ");
    opened(1);
    end(0, 1);
    audio(1, "t0-1", "Hello. ");
    endContext(1, "t0-1");
    List<String> first = chunks();

    anotherCall("Rachel");
    fixed(0, "Hello. ");
    end(0, 1);
    assertThat(chunks()).isEqualTo(first);
    assertThat(published().stream().map(OutboundAudio::text).reduce("", String::concat))
        .isEqualTo("Hello. ");
    assertThat(sent()).isEmpty();

    anotherCall("Adam");
    fixed(0, "Hello. ");
    assertThat(published()).isEmpty();
  }

  @Test
  void modelTextIsNotCached() {
    segment(0, 0, "Hello. ");
    opened(1);
    end(0, 1);
    audio(1, "t0-1", "Hello. ");
    endContext(1, "t0-1");
    anotherCall("Rachel");
    fixed(0, "Hello. ");
    assertThat(published()).isEmpty();
  }

  @Test
  void interruptedFixedTextIsNotCached() {
    fixed(0, "Hello. ");
    opened(1);
    end(0, 1);
    floor(1);
    anotherCall("Rachel");
    fixed(0, "Hello. ");
    assertThat(published()).isEmpty();
  }
}
