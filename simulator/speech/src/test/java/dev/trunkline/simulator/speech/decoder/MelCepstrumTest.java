// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MelCepstrumTest {
  @Test
  void theAudioMayComeInPiecesOfAnyLength() {
    short[] tone = tone(3_000, 440);
    List<float[]> whole = new ArrayList<>();
    new MelCepstrum().accept(tone, 0, tone.length, whole::add);
    List<float[]> pieces = new ArrayList<>();
    var cepstrum = new MelCepstrum();
    for (int at = 0; at < tone.length; at += 97) {
      cepstrum.accept(tone, at, Math.min(97, tone.length - at), pieces::add);
    }
    assertThat(pieces).hasSameSizeAs(whole).hasSize(1 + (3_000 - 410) / 160);
    assertThat(pieces.getLast()).containsExactly(whole.getLast());
  }

  @Test
  void tenTimesTheAmplitudeChangesOnlyTheFirstCoefficientMuch() {
    float[] quiet = last(tone(410, 300));
    float[] loud = last(tone(410, 3_000));
    assertThat(loud[0] - quiet[0]).isGreaterThan(10);
    assertThat(loud[12]).isCloseTo(quiet[12], within(8f));
  }

  private static float[] last(short[] pcm) {
    List<float[]> frames = new ArrayList<>();
    new MelCepstrum().accept(pcm, 0, pcm.length, frames::add);
    return frames.getLast();
  }

  private static short[] tone(int length, int amplitude) {
    var pcm = new short[length];
    for (int i = 0; i < length; i++) {
      pcm[i] = (short) (amplitude * (Math.sin(i * 0.3) + Math.sin(i * 0.71)));
    }
    return pcm;
  }
}
