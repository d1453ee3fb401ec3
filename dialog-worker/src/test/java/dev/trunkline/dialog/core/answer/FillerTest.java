// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.runtime.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FillerTest {
  @Test
  void aDelayOfZeroDisablesFillerSpeech() {
    assertThat(Filler.from(Settings.of(Map.of("FILLER_AFTER_MS", "0"))).text()).isEmpty();
    assertThat(Filler.from(Settings.of(Map.of())).text()).isNotEmpty();
  }
}
