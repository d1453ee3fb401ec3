package dev.trunkline.simulator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.common.config.InvalidSetting;
import dev.trunkline.common.config.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnginesTest {
  @Test
  void theOracleNeitherListensNorSpeaksReally() {
    try (Engines engines = Engines.of(Settings.of(Map.of(Engines.SETTING, "oracle")))) {
      assertThat(engines.recognizer().name()).isEqualTo("oracle");
      assertThat(engines.synthesizer().name()).isEqualTo("babble");
    }
  }

  @Test
  void askingForFliteWithoutHavingItSaysWhatToDo() {
    var settings = Settings.of(Map.of(Engines.SETTING, "native", "PATH", "/nowhere"));
    assertThatThrownBy(() -> Engines.of(settings))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("install flite or set jvm");
  }

  @Test
  void anUnknownEngineIsRefused() {
    var settings = Settings.of(Map.of(Engines.SETTING, "gramophone"));
    assertThatThrownBy(() -> Engines.of(settings)).isInstanceOf(InvalidSetting.class);
  }
}
