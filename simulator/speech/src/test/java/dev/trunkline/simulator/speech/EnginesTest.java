// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.simulator.speech.pocketsphinx.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnginesTest {
  @Test
  void theOracleNeitherListensNorSpeaksReally() {
    try (SpeechEngines engines =
        SpeechEngines.of(Settings.of(Map.of(SpeechEngines.ENGINES.name(), "oracle")))) {
      assertThat(engines.recognizer().name()).isEqualTo("oracle");
      assertThat(engines.synthesizer().name()).isEqualTo("babble");
    }
  }

  @Test
  void askingForFliteWithoutHavingItSaysWhatToDo() {
    var settings = Settings.of(Map.of(SpeechEngines.ENGINES.name(), "native", "PATH", "/nowhere"));
    assertThatThrownBy(() -> SpeechEngines.of(settings))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("install flite or set jvm");
  }

  @Test
  void askingForPocketsphinxWithoutHavingItSaysWhatToDo(@TempDir Path folder) throws IOException {
    Path flite = Files.createFile(folder.resolve("flite"));
    assertThat(flite.toFile().setExecutable(true)).isTrue();
    var settings =
        Settings.of(
            Map.of(
                SpeechEngines.ENGINES.name(),
                "native",
                SpeechEngines.POCKETSPHINX.name(),
                "/nowhere/libpocketsphinx.so",
                "PATH",
                folder.toString()));
    assertThatThrownBy(() -> SpeechEngines.of(settings))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage(
            "SIM_ENGINES asks for pocketsphinx, whose library is not found; install"
                + " libpocketsphinx3, name its file in SIM_POCKETSPHINX, or set jvm");
  }

  @Test
  void nativeEnginesAreFliteAndPocketsphinx() {
    Installed.library();
    String path = System.getenv("PATH");
    assumeTrue(FliteSynthesizer.program(path).isPresent(), "flite is not installed");
    try (SpeechEngines engines =
            SpeechEngines.of(
                Settings.of(Map.of(SpeechEngines.ENGINES.name(), "native", "PATH", path)));
        RecognitionSession session = engines.recognizer().open()) {
      assertThat(engines.recognizer().name()).isEqualTo("pocketsphinx");
      SynthesizedSpeech speech = engines.synthesizer().speak("My order has not arrived yet.");
      session.accept(speech.pcm(), speech.pcm().length);
      assertThat(session.commit()).isEqualTo("my order has not arrived yet");
    }
  }

  @Test
  void anUnknownEngineIsRefused() {
    var settings = Settings.of(Map.of(SpeechEngines.ENGINES.name(), "gramophone"));
    assertThatThrownBy(() -> SpeechEngines.of(settings)).isInstanceOf(InvalidSetting.class);
  }
}
