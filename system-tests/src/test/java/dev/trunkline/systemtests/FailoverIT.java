// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static dev.trunkline.systemtests.LocalStack.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.cli.conversation.ObservedCall;
import dev.trunkline.cli.conversation.ObservedCall.Heard;
import dev.trunkline.cli.stack.StandInProviders;
import dev.trunkline.dialog.provider.OpenAiSettings;
import dev.trunkline.events.CallEvent.Cause;
import dev.trunkline.providers.ElevenLabsSettings;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.simulator.telephone.CallScript;
import dev.trunkline.simulator.telephone.record.LineEvent;
import dev.trunkline.systemtests.LocalStack.Live;
import dev.trunkline.systemtests.LocalStack.Placed;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A call in the middle of which providers go down, one after the other. */
class FailoverIT {
  private static final String DOWN =
      "{\"rules\":[{\"type\":\"reset\",\"at\":\"connect\"},{\"type\":\"reset\",\"at\":\"answer\"}]}";
  private static final String APOLOGY = "There is a technical problem.";

  @Test
  void theSecondProvidersAnswerForTheFirstAndWhenBothAreDownTheCallerIsToldSo() throws Exception {
    Settings oracle = Settings.of(Map.of("SIM_ENGINES", "oracle"));
    var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    try (StandInProviders second = StandInProviders.start(oracle)) {
      Settings there = second.fill(Settings.of(Map.of()), silent);
      var elsewhere = new Providers(there.get(ElevenLabsSettings.BASE_URL));
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
        Live live =
            stack.dial(
                CallScript.of(
                        List.of(
                            say("What time do you open tomorrow?"),
                            say("Where are you located?"),
                            say("What is my account balance?")))
                    .waits(700, 10_000)
                    .staysOn());
        awaitHeard(live.story(), 2);
        stack.fault("chat", DOWN);
        stack.fault("tts", DOWN);
        awaitHeard(live.story(), 3);
        assertThat(answers(stack, "second", "openai", "llm")).isPositive();
        assertThat(answers(stack, "second", "elevenlabs", "tts")).isPositive();
        elsewhere.fault("chat", DOWN);
        elsewhere.fault("tts", DOWN);

        Placed placed = live.end().get(40, TimeUnit.SECONDS);
        assertThat(placed.story().turns())
            .as("what the assistant's own voice said")
            .hasSize(3)
            .noneMatch(Heard::interrupted);
        assertThat(placed.call().recording().events())
            .filteredOn(event -> event.kind() == LineEvent.Kind.TWILIO_SPEAKS)
            .extracting(LineEvent::detail)
            .containsExactly(APOLOGY + " Goodbye.");
        assertThat(placed.story().cause()).contains(Cause.ASSISTANT_HUNG_UP);
        assertThat(elsewhere.journal("tts")).contains("SecondProviderVoice0");
      }
    }
  }

  private static double answers(LocalStack stack, String endpoint, String provider, String stage)
      throws Exception {
    return stack.figure(
        "trunkline_provider_answers_total{endpoint=\"%s\",provider=\"%s\",stage=\"%s\"}"
            .formatted(endpoint, provider, stage));
  }

  private static void awaitHeard(ObservedCall story, int turns) throws InterruptedException {
    long givenUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    synchronized (story) {
      while (story.turns().size() < turns) {
        long leftMs = (givenUpAt - System.nanoTime()) / 1_000_000;
        assertThat(leftMs).as("%d turns are heard in time: %s", turns, story.turns()).isPositive();
        story.wait(leftMs);
      }
    }
  }
}
