// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CallerLevelTest {
  private final CallerLevel level = new CallerLevel();

  @Test
  @DisplayName("Before the caller has spoken, the faintest voice may be the caller's")
  void everyVoiceMayBeTheCallersAtFirst() {
    assertThat(level.isReachedBy(1)).isTrue();
  }

  @Test
  void voiceAcrossTheRoomIsTooFaint() {
    utterance(3_000);
    assertThat(level.isReachedBy(300)).as("-20 dB").isFalse();
    assertThat(level.isReachedBy(750)).as("-12 dB").isFalse();
    assertThat(level.isReachedBy(1_500)).as("-6 dB").isTrue();
    assertThat(level.isReachedBy(3_000)).isTrue();
  }

  @Test
  void quietCallerReachesTheOwnLevel() {
    utterance(120);
    assertThat(level.isReachedBy(100)).isTrue();
    assertThat(level.isReachedBy(12)).isFalse();
  }

  @Test
  @DisplayName("One utterance by somebody louder does not shut the caller out")
  void oneLoudUtteranceCountsLittle() {
    utterance(1_000);
    utterance(8_000);
    assertThat(level.isReachedBy(800)).isTrue();
    utterance(1_000);
    assertThat(level.isReachedBy(800)).isTrue();
  }

  @Test
  void oneFaintUtteranceAmongOthersCountsLittle() {
    for (double rms : new double[] {3_000, 3_000, 3_000, 300, 3_000}) {
      utterance(rms);
    }
    assertThat(level.isReachedBy(300)).isFalse();
  }

  @Test
  void whoSpeaksMoreQuietlyFromNowOnIsFollowed() {
    utterance(8_000);
    utterance(8_000);
    utterance(1_000);
    utterance(1_000);
    assertThat(level.isReachedBy(800)).isTrue();
  }

  @Test
  void coughSaysNothingAboutTheLevel() {
    for (int i = 0; i < 5; i++) {
      level.speaks(9_000);
    }
    level.ended();
    assertThat(level.isReachedBy(1)).isTrue();
  }

  private void utterance(double rms) {
    for (int i = 0; i < 40; i++) {
      level.speaks(rms * (i % 10) / 8);
    }
    level.ended();
  }
}
