// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static dev.trunkline.systemtests.LocalStack.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.topic.Topics;
import dev.trunkline.simulator.telephone.CallScript;
import dev.trunkline.systemtests.TestCalls.FinishedCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What a call leaves in the logs, and in the topic for those who may not see everything. */
@Order(9)
class QuietLogsIT {
  private static final String OPENING = "What time do you open tomorrow?";
  private static final String CARD =
      "my card number is four two four two four two four two four two four two four two four two"
          + " thank you";
  private static final String GOODBYE = "No thank you, that is all, goodbye.";

  @Test
  void logsHoldNoWordsAndAnalyticsNoCardNumber() throws Exception {
    try (var logs = CapturedLogs.capture()) {
      var secrets =
          new ArrayList<>(
              List.of("time do you open", "that is all", "No thank you", "four two four two"));
      var settings =
          Map.of(
              "DIALOG_REDACT_TRANSCRIPTS",
              "true",
              "GREETING",
              "Hello, is 4242 4242 4242 4242 your card? How can I help you?");
      try (LocalStack stack = LocalStack.start(settings)) {
        stack
            .providers()
            .setFaults(
                "chat",
                "{\"rules\":[{\"type\":\"error\",\"error\":\"invalid_api_key\",\"status\":401,"
                    + "\"next\":1}]}");
        stack
            .providers()
            .setFaults(
                "tts",
                "{\"rules\":[{\"type\":\"reset\",\"at\":\"middle\",\"after\":3,\"next\":1}]}");
        FinishedCall call =
            stack.place(
                CallScript.of(
                    List.of(
                        say(OPENING),
                        stack.register(
                            CARD,
                            "I would like to book a table for four tomorrow at seven thirty."),
                        say(GOODBYE))));
        aCardNumberIsInOneTopicAndNotInTheOther(stack, call);
        assertThat(call.observed().turns()).hasSizeGreaterThan(1);
        call.observed().turns().forEach(turn -> secrets.add(turn.text()));
        secrets.addAll(List.of("4155550100", "5005550006", CARD));
        stack
            .settings
            .values()
            .forEach((name, value) -> {
              if (name.matches(".*(_KEY|_TOKEN|_SECRET)")) {
                secrets.add(value);
              }
            });
      }
      assertThat(secrets).hasSizeGreaterThan(8);
      logs.assertSilentOn(secrets.stream().filter(text -> text.length() > 3).toList());
    }
  }

  private static void aCardNumberIsInOneTopicAndNotInTheOther(LocalStack stack, FinishedCall call)
      throws Exception {
    String end = "all goodbye";
    List<String> said =
        RecordedTranscript.read(Topics.TRANSCRIPTS, stack.settings, call.call().sid(), end);
    List<String> redacted =
        RecordedTranscript.read(
            Topics.TRANSCRIPTS_REDACTED, stack.settings, call.call().sid(), end);
    assertThat(said).anyMatch(line -> line.contains("four two four two four two four two"));
    assertThat(redacted)
        .noneMatch(line -> line.contains("four two"))
        .anyMatch(line -> line.matches("CALLER: .*\\[card number].*"))
        .hasSameSizeAs(said);
    assertThat(redacted.getFirst()).startsWith("ASSISTANT: Hello, is [card number] your card");
  }
}
