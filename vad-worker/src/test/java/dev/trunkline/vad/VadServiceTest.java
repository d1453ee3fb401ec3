// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.runtime.service.ServiceContext;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VadServiceTest {

  @Test
  void disabledServiceIsReadyWithoutABroker() {
    try (var service = service(Map.of("VAD_ENABLED", "false"))) {
      service.start();
      assertThat(service.health().ready()).isTrue();
      assertThat(service.health().details()).containsEntry("enabled", false);
    }
  }

  @Test
  void serviceIsNotReadyBeforeItsStart() {
    try (var service = service(Map.of())) {
      assertThat(service.health().live()).isTrue();
      assertThat(service.health().ready()).isFalse();
    }
  }

  @Test
  void missingModelFailsTheStart() {
    try (var service = service(Map.of("VAD_MODEL_PATH", "nowhere/silero.onnx"))) {
      assertThatThrownBy(service::start)
          .isInstanceOf(InvalidSetting.class)
          .hasMessageStartingWith("VAD_MODEL_PATH names nowhere/silero.onnx");
    }
  }

  @Test
  void missingTurnModelFailsTheStart() {
    try (var service = service(Map.of("VAD_TURN_MODEL_PATH", "nowhere/turn.onnx"))) {
      assertThatThrownBy(service::start)
          .isInstanceOf(InvalidSetting.class)
          .hasMessageStartingWith("VAD_TURN_MODEL_PATH names nowhere/turn.onnx");
    }
  }

  private static VadService service(Map<String, String> environment) {
    Settings settings =
        Settings.of(Map.of("KAFKA_BOOTSTRAP_SERVERS", "localhost:1")).with(environment);
    return new VadService(ServiceContext.of(settings, new SimpleMeterRegistry()));
  }
}
