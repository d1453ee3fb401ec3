// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.dialog.core.AssistantProfiles;
import dev.trunkline.dialog.core.ConversationSettings;
import dev.trunkline.events.TurnEvent.TurnRequested;
import dev.trunkline.runtime.settings.Settings;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The synthetic call gets an answer under any settings. */
class WarmUpTest {
  @ParameterizedTest
  @CsvSource({
    "GREETING, Hello.",
    "greetingInterruptible, false",
    "VAD_ENABLED, false",
    "endOfTurnUnknownMs, 0",
    "silencePromptMs, 1000",
    "speculationTries, 0"
  })
  void requestsAnAnswer(String name, String value) {
    ConversationSettings settings = ConversationSettings.from(Settings.of(Map.of(name, value)));
    assertThat(new WarmUp(AssistantProfiles.only(settings).of(null)).call())
        .filteredOn(TurnRequested.class::isInstance)
        .last()
        .satisfies(asked -> assertThat(asked.toString()).contains("When do you open?"));
  }
}
