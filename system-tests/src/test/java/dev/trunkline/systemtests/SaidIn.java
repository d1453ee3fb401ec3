// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

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

/** What was said in a call for good, as a topic of transcripts has it. */
final class SaidIn {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private SaidIn() {}

  /** {@code CALLER: …} and {@code ASSISTANT: …}, from the begin until {@code last} was said. */
  static List<String> topic(
      EventTopic<TranscriptEvent> topic, Settings reader, String callSid, String last) {
    List<String> said = List.of();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      said =
          LocalStack.records(reader, topic.name(), callSid).stream()
              .flatMap(message -> line(topic, message).stream())
              .toList();
      for (int i = 0; i < said.size(); i++) {
        if (said.get(i).contains(last)) {
          return said.subList(0, i + 1);
        }
      }
    }
    throw new AssertionError("“%s” is not in %s: %s".formatted(last, topic.name(), said));
  }

  private static Optional<String> line(
      EventTopic<TranscriptEvent> topic, ConsumerRecord<String, byte[]> message) {
    try {
      return topic.codec().decode(message.value()).flatMap(SaidIn::line);
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
