package dev.trunkline.standalone;

import dev.trunkline.common.config.Settings;
import dev.trunkline.common.event.TranscriptEvent;
import dev.trunkline.common.event.TranscriptEvent.AssistantHeard;
import dev.trunkline.common.event.TranscriptEvent.FinalTranscript;
import dev.trunkline.common.event.TranscriptEvent.PartialTranscript;
import dev.trunkline.common.event.TranscriptEvent.TranscriptionFailed;
import dev.trunkline.common.kafka.KafkaClients;
import dev.trunkline.common.topic.EventTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What was said in a call for good, as a topic of transcripts has it. */
final class SaidIn {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(200);

  private SaidIn() {}

  /** {@code CALLER: …} and {@code ASSISTANT: …}, from the begin until {@code last} was said. */
  static List<String> topic(
      EventTopic<TranscriptEvent> topic, Settings reader, String callSid, String last)
      throws Exception {
    var said = new ArrayList<String>();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE.toSeconds());
    try (var consumer = KafkaClients.from(reader).soleConsumer("said-in")) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name(), PATIENCE).stream()
              .map(info -> new TopicPartition(topic.name(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (said.isEmpty() || !said.getLast().contains(last)) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("“%s” is not in %s: %s".formatted(last, topic.name(), said));
        }
        for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
          if (callSid.equals(message.key()) && (said.isEmpty() || !said.getLast().contains(last))) {
            topic.codec().decode(message.value()).flatMap(SaidIn::line).ifPresent(said::add);
          }
        }
      }
    }
    return said;
  }

  private static Optional<String> line(TranscriptEvent event) {
    return switch (event) {
      case FinalTranscript caller -> Optional.of("CALLER: " + caller.text());
      case AssistantHeard assistant -> Optional.of("ASSISTANT: " + assistant.text());
      case PartialTranscript _, TranscriptionFailed _ -> Optional.empty();
    };
  }
}
