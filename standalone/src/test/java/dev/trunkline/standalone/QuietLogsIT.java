package dev.trunkline.standalone;

import static dev.trunkline.standalone.LocalStack.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.common.event.TranscriptEvent.AssistantHeard;
import dev.trunkline.common.event.TranscriptEvent.FinalTranscript;
import dev.trunkline.common.event.TranscriptEvent.PartialTranscript;
import dev.trunkline.common.event.TranscriptEvent.TranscriptionFailed;
import dev.trunkline.common.topic.Topics;
import dev.trunkline.simulator.telephone.CallScript;
import dev.trunkline.standalone.LocalStack.Placed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a call leaves in the logs, and what of its words in the topic for analytics. */
class QuietLogsIT {
  private static final String OPENING = "What time do you open tomorrow?";
  private static final String CARD = "4242 4242 4242 4242";

  /** As it is spoken, heard and written down. */
  private static final String HEARD =
      "four two four two, four two four two, four two four two, four two four two";

  private static final String GOODBYE = "No thank you, that is all, goodbye.";

  @Test
  void aCallAndItsTroublesLeaveNoWordInTheLogsAndNoCardNumberForAnalytics() throws Exception {
    try (var logs = CapturedLogs.capture()) {
      var secrets = new ArrayList<>(List.of("time do you open", "that is all", "No thank you"));
      var settings =
          Map.of(
              "REDACT_TRANSCRIPTS",
              "true",
              "GREETING",
              "Hello, is " + CARD + " your card? How can I help you?");
      try (LocalStack stack = LocalStack.start(settings)) {
        stack.fault(
            "chat",
            "{\"rules\":[{\"type\":\"error\",\"error\":\"invalid_api_key\",\"status\":401,"
                + "\"next\":1}]}");
        stack.fault(
            "tts", "{\"rules\":[{\"type\":\"reset\",\"at\":\"middle\",\"after\":3,\"next\":1}]}");
        Placed placed = stack.place(CallScript.of(List.of(say(OPENING), say(GOODBYE))));
        assertThat(placed.story().turns()).hasSizeGreaterThan(1);
        placed.story().turns().forEach(turn -> secrets.add(turn.text()));
        assertThat(placed.story().turns()).anyMatch(turn -> turn.text().contains(HEARD));
        assertThat(forAnalytics(stack, placed))
            .anyMatch(text -> text.contains("is [card number] your card"))
            .noneMatch(text -> text.contains("4242") || text.contains("four two"));
        secrets.addAll(List.of("4155550100", "5005550006", CARD, HEARD));
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

  /** The call's texts in the topic for analytics, once all that was heard is there. */
  private static List<String> forAnalytics(LocalStack stack, Placed placed) throws Exception {
    int turns = placed.story().turns().size();
    int utterances = placed.story().utterances().size();
    long giveUp = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    var heard = new ArrayList<String>();
    var said = new ArrayList<String>();
    while (System.nanoTime() < giveUp && (heard.size() < turns || said.size() < utterances)) {
      heard.clear();
      said.clear();
      for (var message : stack.records(Topics.TRANSCRIPTS_REDACTED.name(), placed.call())) {
        switch (Topics.TRANSCRIPTS_REDACTED.codec().decode(message.value()).orElseThrow()) {
          case AssistantHeard it -> heard.add(it.text());
          case FinalTranscript it when it.text().isBlank() -> {
            // A cough.
          }
          case FinalTranscript it -> said.add(it.text());
          case PartialTranscript _, TranscriptionFailed _ ->
              throw new AssertionError("not for analytics");
        }
      }
    }
    assertThat(heard).hasSizeGreaterThanOrEqualTo(turns);
    assertThat(said).contains(placed.story().utterances().getFirst().text());
    heard.addAll(said);
    return heard;
  }
}
