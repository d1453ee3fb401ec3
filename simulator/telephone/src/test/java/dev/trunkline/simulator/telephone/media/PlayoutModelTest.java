// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlayoutModelTest implements PlayoutModel.Sink {
  private final List<String> out = new ArrayList<>();
  private final PlayoutModel playout = new PlayoutModel(10_000, this);

  @Override
  public void played(long position, byte[] ulaw, int from, int length) {
    out.add("play " + length + " of " + ulaw[0] + " from " + from + " at " + position);
  }

  @Override
  public void returned(long position, String mark, boolean flushed) {
    out.add((flushed ? "flush " : "mark ") + mark + " at " + position);
  }

  @Test
  void aMarkComesBackAtOnceWhenNothingIsPlaying() {
    playout.mark("a", 70);

    assertThat(out).containsExactly("mark a at 70");
    assertThat(playout.nextMarkAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void audioIsPlayedFromTheMomentItArrivesAtEightBytesAMillisecond() {
    playout.media(audio(1, 160), 1_000);
    playout.advance(1_080);
    playout.advance(1_500);

    assertThat(out).containsExactly("play 80 of 1 from 0 at 1000", "play 80 of 1 from 80 at 1080");
  }

  @Test
  void aMarkComesBackExactlyWhenAllBeforeItHasBeenPlayed() {
    playout.media(audio(1, 160), 0);
    playout.mark("a", 0);
    playout.media(audio(2, 160), 0);
    playout.mark("b", 0);

    assertThat(playout.nextMarkAt()).isEqualTo(160);
    playout.advance(159);
    assertThat(out).containsExactly("play 159 of 1 from 0 at 0");
    out.clear();
    playout.advance(1_000);
    assertThat(out)
        .containsExactly(
            "play 1 of 1 from 159 at 159",
            "mark a at 160",
            "play 160 of 2 from 0 at 160",
            "mark b at 320");
  }

  @Test
  void aClearReturnsTheMarksInOrderAndDropsWhatWasNotHeard() {
    playout.media(audio(1, 160), 0);
    playout.mark("a", 0);
    playout.media(audio(2, 160), 0);
    playout.mark("b", 0);
    playout.clear(100);
    playout.advance(1_000);

    assertThat(out)
        .containsExactly("play 100 of 1 from 0 at 0", "flush a at 100", "flush b at 100");
    assertThat(playout.waiting()).isZero();
  }

  @Test
  void audioAfterAClearIsPlayedAsUsual() {
    playout.media(audio(1, 160), 0);
    playout.clear(100);
    playout.media(audio(3, 80), 120);
    playout.mark("c", 120);
    playout.advance(300);

    assertThat(out)
        .containsExactly(
            "play 100 of 1 from 0 at 0", "play 80 of 3 from 0 at 120", "mark c at 200");
  }

  @Test
  void afterAPauseNewAudioBeginsWhenItArrives() {
    playout.media(audio(1, 80), 0);
    playout.media(audio(2, 80), 500);
    playout.advance(1_000);

    assertThat(out).containsExactly("play 80 of 1 from 0 at 0", "play 80 of 2 from 0 at 500");
  }

  @Test
  void onlySoMuchAudioIsHeld() {
    assertThat(playout.media(audio(1, 10_000), 0)).isTrue();
    assertThat(playout.media(audio(2, 1), 0)).isFalse();
    assertThat(playout.media(audio(2, 1), 1)).isTrue();
  }

  private static byte[] audio(int value, int length) {
    var audio = new byte[length];
    java.util.Arrays.fill(audio, (byte) value);
    return audio;
  }
}
