// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static dev.trunkline.systemtests.LocalStack.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.cli.conversation.ObservedCall;
import dev.trunkline.cli.conversation.ObservedCall.Heard;
import dev.trunkline.cli.stack.StandInProviders;
import dev.trunkline.dialog.provider.OpenAiSettings;
import dev.trunkline.events.CallEvent.Cause;
import dev.trunkline.providers.ElevenLabsSettings;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.simulator.telephone.CallScript;
import dev.trunkline.simulator.telephone.record.LineEvent;
import dev.trunkline.systemtests.TestCalls.FinishedCall;
import dev.trunkline.systemtests.TestCalls.OngoingCall;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A call during which providers go down, one after the other. */
@Order(10)
class FailoverIT {
  private static final String DOWN =
      "{\"rules\":[{\"type\":\"reset\",\"at\":\"connect\"},{\"type\":\"reset\",\"at\":\"answer\"}]}";
  private static final String APOLOGY = "There is a technical problem.";

  @Test
  @DisplayName("second providers take over; when both are down the caller hears an apology")
  void secondProvidersTakeOverThenTheCallEndsInWords() throws Exception {
    Settings oracle = Settings.of(Map.of("SIM_ENGINES", "oracle"));
    var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    try (StandInProviders second = StandInProviders.start(oracle)) {
      Settings there = second.fill(Settings.of(Map.of()), silent);
      var elsewhere = new SimulatedProviders(there.get(ElevenLabsSettings.BASE_URL));
      Map<String, String> settings =
          AssistantsFile.with(
              "defaults: {manners: {failedTurns: 2, failureApology: %s}}".formatted(APOLOGY),
              Map.of(
                  "OPENAI_FALLBACK_BASE_URL", there.get(OpenAiSettings.BASE_URL).toString(),
                  "OPENAI_FALLBACK_API_KEY", "local",
                  "ELEVENLABS_FALLBACK_BASE_URL", elsewhere.base().toString(),
                  "ELEVENLABS_FALLBACK_API_KEY", "local",
                  "ELEVENLABS_FALLBACK_VOICE_ID", "SecondProviderVoice0"));
      try (LocalStack stack = LocalStack.start(settings)) {
        OngoingCall ongoing =
            stack.start(
                CallScript.of(
                        List.of(
                            say("What time do you open tomorrow?"),
                            say("Where are you located?"),
                            say("What is my account balance?")))
                    .waits(700, 10_000)
                    .staysOn());
        awaitHeard(ongoing.observed(), 2);
        stack.providers().setFaults("chat", DOWN);
        stack.providers().setFaults("tts", DOWN);
        awaitHeard(ongoing.observed(), 3);
        assertThat(answers(stack, "second", "openai", "llm")).isPositive();
        assertThat(answers(stack, "second", "elevenlabs", "tts")).isPositive();
        elsewhere.setFaults("chat", DOWN);
        elsewhere.setFaults("tts", DOWN);

        FinishedCall call = ongoing.end().get(40, TimeUnit.SECONDS);
        assertThat(call.observed().turns())
            .as("what the assistant's own voice said")
            .hasSize(3)
            .noneMatch(Heard::interrupted);
        assertThat(call.call().recording().events())
            .filteredOn(event -> event.kind() == LineEvent.Kind.TWILIO_SPEAKS)
            .extracting(LineEvent::detail)
            .containsExactly(APOLOGY + " Goodbye.");
        assertThat(call.observed().cause()).contains(Cause.ASSISTANT_HUNG_UP);
        assertThat(elsewhere.journal("tts")).contains("SecondProviderVoice0");
      }
    }
  }

  private static double answers(LocalStack stack, String endpoint, String provider, String stage)
      throws Exception {
    return stack.metric(
        "trunkline_provider_answers_total{endpoint=\"%s\",provider=\"%s\",stage=\"%s\"}"
            .formatted(endpoint, provider, stage));
  }

  private static void awaitHeard(ObservedCall call, int turns) {
    await(turns + " turns to be heard")
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> assertThat(call.turns()).hasSizeGreaterThanOrEqualTo(turns));
  }
}
