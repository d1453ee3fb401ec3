// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static dev.trunkline.systemtests.LocalStack.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.simulator.telephone.CallScript;
import dev.trunkline.systemtests.LocalStack.Placed;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Calls to a number that has an assistant of its own. */
class AssistantsIT {
  private static final Map<String, String> FILE =
      Map.of("ASSISTANTS_FILE", "src/test/resources/assistants.yaml");

  @Test
  void theCalledNumberDecidesWhoAnswersInWhichVoiceAndLanguage() throws Exception {
    try (LocalStack stack = LocalStack.start(FILE)) {
      Placed placed =
          stack.place(CallScript.of(List.of(say("No thank you, that is all, goodbye."))));
      assertThat(placed.story().turns().getFirst().text())
          .isEqualTo("Fairweather Market, room twelve, good day.");
      assertThat(stack.providers().journal("tts")).contains("\"voice\":\"Fairweather0Market00\"");
      assertThat(stack.providers().journal("scribe")).contains("\"language\":\"en\"");
      assertThat(placed.outcome().isGood()).as("%s", placed.outcome()).isTrue();
    }
  }
}
