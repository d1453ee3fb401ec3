// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static dev.trunkline.systemtests.LocalStack.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.simulator.telephone.CallScript;
import dev.trunkline.systemtests.TestCalls.FinishedCall;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Calls to a number that has an assistant of its own. */
@OnSharedStack
@Order(12)
class AssistantsIT {
  @Test
  @DisplayName("the called number decides which assistant answers, in which voice and language")
  void calledNumberSelectsTheAssistant(LocalStack stack, TestCalls calls) throws Exception {
    FinishedCall call =
        calls.place(
            "+15005550101", CallScript.of(List.of(say("No thank you, that is all, goodbye."))));
    assertThat(call.observed().turns().getFirst().text())
        .isEqualTo("Fairweather Market, room twelve, good day.");
    assertThat(stack.providers().journal("tts")).contains("\"voice\":\"Fairweather0Market00\"");
    assertThat(stack.providers().journal("scribe")).contains("\"language\":\"en\"");
    assertThat(call.outcome().isGood()).as("%s", call.outcome()).isTrue();
  }
}
