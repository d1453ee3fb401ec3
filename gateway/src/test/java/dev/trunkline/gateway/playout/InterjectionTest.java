// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.topic.OutboundAudio.End;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Audio of the gateway itself, such as the outage announcement. */
class InterjectionTest extends PlayoutRig {
  private static final Duration SILENCE = Duration.ofSeconds(2);
  private final byte[] words = new byte[4_000];

  @Test
  void interjectionPlaysInSilenceAndTheAnswerFollows() {
    advanceMs(1_999);
    assertThat(playout.interject(words, SILENCE)).isFalse();
    advanceMs(1);
    assertThat(playout.interject(words, SILENCE)).isTrue();
    assertThat(playout.isAudible()).isTrue();
    assertThat(line.taken()).containsExactly("fade 4000");

    playout.add(speech(1, 0, 0, End.TURN, "Yes."), 0);
    assertThat(line.taken()).as("500 ms are ahead of it, and 200 are sent ahead").isEmpty();
    advanceMs(301);
    assertThat(line.taken()).containsExactly("audio 1:0:0", "mark 1:0:0:0");
  }

  @Test
  void noInterjectionWhileSpeechIsQueuedOrPaused() {
    playout.add(speech(1, 0, 0, End.NOTHING, "Wait."), 0);
    advanceMs(1_500);
    assertThat(playout.interject(words, SILENCE)).as("what was sent is not confirmed").isFalse();
    playout.markReturned("1:0:0:0");
    playout.pause(1);
    assertThat(playout.interject(words, SILENCE)).isFalse();
    playout.resume(1);
    advanceMs(1_500);
    assertThat(playout.interject(words, SILENCE)).isTrue();
  }
}
