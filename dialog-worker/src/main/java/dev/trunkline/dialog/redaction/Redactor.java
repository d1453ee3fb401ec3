package dev.trunkline.dialog.redaction;

import dev.trunkline.common.event.TranscriptEvent;
import dev.trunkline.common.event.TranscriptEvent.AssistantHeard;
import dev.trunkline.common.event.TranscriptEvent.FinalTranscript;
import dev.trunkline.common.event.TranscriptEvent.PartialTranscript;
import dev.trunkline.common.event.TranscriptEvent.TranscriptionFailed;
import dev.trunkline.common.event.UnreadableRecord;
import dev.trunkline.common.kafka.Access;
import dev.trunkline.common.kafka.ConsumerLoop;
import dev.trunkline.common.kafka.DeadLetters;
import dev.trunkline.common.kafka.KafkaState;
import dev.trunkline.common.kafka.Publisher;
import dev.trunkline.common.kafka.UnfinishedWork;
import dev.trunkline.common.service.ServiceContext;
import dev.trunkline.common.telemetry.Gauges;
import dev.trunkline.common.topic.AssistantName;
import dev.trunkline.common.topic.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Copies final transcripts and heard speech to the topic for analytics, redacted. Each at least
 * once, a call's in their order; an offset is committed when its copy is acknowledged.
 */
public final class Redactor implements ConsumerLoop.Handler, AutoCloseable {
  private static final String NAME = "redaction";

  private final Publisher results;
  private final DeadLetters deadLetters;
  private final ConsumerLoop loop;

  public Redactor(ServiceContext context) {
    results = new Publisher(context.kafka().producer(NAME, Duration.ZERO), context.meters());
    deadLetters = new DeadLetters(results, "dialog-worker", context.meters());
    KafkaConsumer<String, byte[]> consumer = context.kafka().groupConsumer(NAME, NAME);
    loop =
        new ConsumerLoop(
            NAME,
            consumer,
            List.of(Topics.TRANSCRIPTS.name()),
            new UnfinishedWork(),
            results,
            this);
    Gauges.showLag(context.meters(), NAME, consumer::metrics);
  }

  /** What it does with the cluster. */
  public Access access() {
    return Access.ofGroup(NAME, Topics.TRANSCRIPTS.topic()).writing(Topics.TRANSCRIPTS_REDACTED);
  }

  public void start() {
    loop.start();
  }

  /** How it stands with Kafka. */
  public KafkaState state() {
    return loop.state();
  }

  /** How many records could not be written since the start. */
  public long recordsLost() {
    return results.lost();
  }

  @Override
  public void handle(ConsumerRecords<String, byte[]> records) {
    for (ConsumerRecord<String, byte[]> message : records) {
      try {
        String assistant = AssistantName.in(message.headers());
        Topics.TRANSCRIPTS
            .codec()
            .decode(message.value())
            .flatMap(Redactor::redacted)
            .ifPresent(
                event -> results.publish(Topics.TRANSCRIPTS_REDACTED, event, null, assistant));
      } catch (UnreadableRecord | RuntimeException e) {
        deadLetters.put(message, e);
      }
    }
  }

  /** What analytics may read of {@code event}; {@code text} is all that holds words. */
  static Optional<TranscriptEvent> redacted(TranscriptEvent event) {
    return switch (event) {
      case FinalTranscript said ->
          Optional.of(
              new FinalTranscript(
                  said.callSid(),
                  said.streamSid(),
                  said.startMs(),
                  said.endMs(),
                  Redaction.of(said.text()),
                  said.speechEndedAtMs(),
                  said.atMs()));
      case AssistantHeard heard ->
          Optional.of(
              new AssistantHeard(
                  heard.callSid(),
                  heard.turn(),
                  Redaction.of(heard.text()),
                  heard.interrupted(),
                  heard.atMs()));
      // A number that is still being said cannot be recognised; a provider's words are nobody's.
      case PartialTranscript _, TranscriptionFailed _ -> Optional.empty();
    };
  }

  @Override
  public void revoked(Collection<TopicPartition> partitions) {
    // Nothing is kept of a call.
  }

  @Override
  public void close() {
    loop.close();
    results.close();
  }
}
