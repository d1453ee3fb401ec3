// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.events.audio.MuLaw;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Where the sound of a last word ends. */
class SoundLevelsTest {
  private static final int MS = MuLaw.PER_MS;
  private static final long POSITION = 12_345;

  private final Random random = new Random(1);
  private final SoundLevels levels = new SoundLevels(POSITION);

  @Test
  void lastSoundIsFoundBeforeAndAfterTheModelsEnd() {
    add(2_000, 0);
    add(1_000, 3_000);
    add(400, 0);
    long end = POSITION + 3_000 * MS;
    for (int offMs : new int[] {-100, -30, 0, 40, 110}) {
      assertThat(levels.lastSound(end + (long) offMs * MS))
          .as("the model is %d ms off", offMs)
          .isCloseTo(end, within(10L * MS));
    }
  }

  @Test
  void noiseOfTheLineIsNotTheLastSound() {
    add(3_000, 60);
    add(1_000, 3_000);
    add(400, 60);
    long end = POSITION + 4_000 * MS;
    assertThat(levels.lastSound(end + 50 * MS)).isCloseTo(end, within(10L * MS));
  }

  @Test
  void missingFramesAreSilence() {
    add(2_000, 3_000);
    levels.addSilence(400 * MS);
    long end = POSITION + 2_000 * MS;
    assertThat(levels.lastSound(end + 40 * MS)).isCloseTo(end, within(10L * MS));
  }

  @Test
  @DisplayName("Where nothing is audible near it, the model's end stays")
  void endWithoutSoundStays() {
    add(1_000, 0);
    assertThat(levels.lastSound(POSITION + 500 * MS)).isEqualTo(POSITION + 500 * MS);
    assertThat(new SoundLevels(0).lastSound(700)).isEqualTo(700);
  }

  private void add(int ms, double amplitude) {
    byte[] ulaw = new byte[ms * MS];
    for (int i = 0; i < ulaw.length; i++) {
      ulaw[i] = MuLaw.encode((short) (random.nextGaussian() * amplitude));
    }
    for (int from = 0; from < ulaw.length; from += 160) {
      levels.add(ulaw, from, Math.min(160, ulaw.length - from));
    }
  }
}
