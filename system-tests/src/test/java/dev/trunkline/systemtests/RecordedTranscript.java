// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static org.awaitility.Awaitility.await;

import dev.trunkline.events.TranscriptEvent;
import dev.trunkline.events.TranscriptEvent.AssistantHeard;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.TranscriptEvent.PartialTranscript;
import dev.trunkline.events.TranscriptEvent.TranscriptionFailed;
import dev.trunkline.events.UnreadableRecord;
import dev.trunkline.events.topic.EventTopic;
import dev.trunkline.runtime.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The final transcript of a call, read from a topic of transcripts. */
final class RecordedTranscript {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private RecordedTranscript() {}

  /**
   * {@code CALLER: …} and {@code ASSISTANT: …}, from the beginning to the line with {@code last}.
   */
  static List<String> read(
      EventTopic<TranscriptEvent> topic, Settings reader, String callSid, String last) {
    List<String> lines =
        await("“" + last + "” in " + topic.name())
            .atMost(TIMEOUT)
            .pollDelay(Duration.ZERO)
            .until(() -> lines(topic, reader, callSid), said -> indexOf(said, last) >= 0);
    return lines.subList(0, indexOf(lines, last) + 1);
  }

  private static List<String> lines(
      EventTopic<TranscriptEvent> topic, Settings reader, String callSid) {
    return LocalStack.records(reader, topic.name(), callSid).stream()
        .flatMap(message -> line(topic, message).stream())
        .toList();
  }

  private static int indexOf(List<String> lines, String text) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(text)) {
        return i;
      }
    }
    return -1;
  }

  private static Optional<String> line(
      EventTopic<TranscriptEvent> topic, ConsumerRecord<String, byte[]> message) {
    try {
      return topic.codec().decode(message.value()).flatMap(RecordedTranscript::line);
    } catch (UnreadableRecord e) {
      throw new AssertionError(e);
    }
  }

  private static Optional<String> line(TranscriptEvent event) {
    return switch (event) {
      case FinalTranscript caller -> Optional.of("CALLER: " + caller.text());
      case AssistantHeard assistant -> Optional.of("ASSISTANT: " + assistant.text());
      case PartialTranscript _, TranscriptionFailed _ -> Optional.empty();
    };
  }
}
