// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.simulator.telephone.record.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CallerVoiceTest implements CallerVoice.Listener {
  private final List<String> heard = new ArrayList<>();
  private final CallerVoice voice = new CallerVoice(2, new Random(7), this);
  private final byte[] frame = new byte[Samples.PER_FRAME];

  @Override
  public void speaks(long position, String text) {
    heard.add(text + " from " + position);
  }

  @Override
  public void said(long position, String text) {
    heard.add(text + " to " + position);
  }

  @Test
  void aQuietLineMixesBothZeroesAndIsNeverQuiteConstant() {
    int positive = 0;
    int negative = 0;
    int other = 0;
    for (int i = 0; i < 100; i++) {
      voice.next(i * 160L, frame);
      for (byte code : frame) {
        assertThat(Math.abs(MuLaw.decode(code))).isLessThanOrEqualTo((short) 8);
        positive += code == (byte) 0xFF ? 1 : 0;
        negative += code == 0x7F ? 1 : 0;
        other += code == (byte) 0xFE || code == 0x7E ? 1 : 0;
      }
    }
    assertThat(positive).isBetween(6_000, 10_000);
    assertThat(negative).isBetween(6_000, 10_000);
    assertThat(other).isBetween(50, 1_000);
  }

  @Test
  void utterancesFollowEachOtherWithoutAGapOrALostSample() {
    CallerUtterance first = voice.say("one", speech(1, 200), 0);
    CallerUtterance second = voice.say("two", speech(2, 40), 0);
    voice.next(0, frame);
    assertThat(first.said()).isNotDone();
    voice.next(160, frame);

    assertThat(heard).containsExactly("one from 0", "one to 200", "two from 200", "two to 240");
    assertThat(first.begun()).isCompletedWithValue(0L);
    assertThat(second.said()).isCompletedWithValue(240L);
    assertThat(Arrays.copyOf(frame, 80)).containsOnly(1, 2);
    assertThat(Math.abs(MuLaw.decode(frame[80]))).isLessThanOrEqualTo((short) 8);
  }

  @Test
  void anUtteranceCanBeginAtAnySample() {
    var _ = voice.say("one", speech(1, 10), 233);
    voice.next(0, frame);
    assertThat(heard).isEmpty();
    voice.next(160, frame);

    assertThat(heard).containsExactly("one from 233", "one to 243");
    assertThat(frame[73]).isEqualTo((byte) 1);
    assertThat(frame[82]).isEqualTo((byte) 1);
    assertThat(frame[72]).isNotEqualTo((byte) 1);
  }

  @Test
  void whatIsTooMuchOrHushedIsNeverSaid() {
    CallerUtterance first = voice.say("one", speech(1, 200), 0);
    CallerUtterance second = voice.say("two", speech(2, 200), 0);
    CallerUtterance third = voice.say("three", speech(3, 200), 0);
    voice.next(0, frame);
    voice.hush();

    assertThat(first.begun()).isCompletedWithValue(0L);
    assertThat(first.said()).isCancelled();
    assertThat(second.begun()).isCancelled();
    assertThat(third.begun()).isCancelled();
    voice.next(160, frame);
    assertThat(heard).containsExactly("one from 0");
  }

  private static byte[] speech(int value, int length) {
    var speech = new byte[length];
    Arrays.fill(speech, (byte) value);
    return speech;
  }
}
