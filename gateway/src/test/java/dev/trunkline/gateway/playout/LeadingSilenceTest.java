// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.audio.MuLaw;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a caller hears nothing of a chunk. */
class LeadingSilenceTest {
  @ParameterizedTest
  @CsvSource({"0,2000", "20,2000", "30,40", "90,2000", "100,2000", "40,8"})
  void silenceLastsUntilTheFirstAudibleSound(int silentMs, int amplitude) {
    byte[] chunk = new byte[100 * MuLaw.PER_MS];
    Arrays.fill(chunk, MuLaw.encode((short) 0));
    for (int i = silentMs * MuLaw.PER_MS; i < chunk.length; i++) {
      chunk[i] = MuLaw.encode((short) (i % 2 == 0 ? amplitude : -amplitude));
    }
    long expected = amplitude < 18 ? 100 : silentMs;
    assertThat(LeadingSilence.ms(chunk)).isEqualTo(expected);
  }
}
