// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import dev.trunkline.events.UnreadableRecord;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.runtime.kafka.ConsumerLoop;
import dev.trunkline.runtime.kafka.DeadLetters;
import dev.trunkline.runtime.kafka.KafkaAccess;
import dev.trunkline.runtime.kafka.KafkaState;
import dev.trunkline.runtime.kafka.Publisher;
import dev.trunkline.runtime.kafka.UnfinishedWork;
import dev.trunkline.runtime.service.ServiceContext;
import dev.trunkline.runtime.settings.Component;
import dev.trunkline.runtime.settings.Setting;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.runtime.telemetry.Gauges;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Copies final transcripts and the assistant's heard text from {@code transcripts} to {@code
 * transcripts.redacted}, with personal data replaced. A copy has the key, timestamp and fields of
 * its original, and of the headers only the assistant's name. Offsets are committed after the
 * copies are acknowledged and never in the middle of a number; a record may be copied twice.
 */
public final class TranscriptRedactor implements ConsumerLoop.Handler, AutoCloseable {
  static final Setting<Boolean> ENABLED =
      Setting.flag("DIALOG_REDACT_TRANSCRIPTS", false)
          .meaning(
              "Whether the dialog worker also writes `transcripts.redacted`"
                  + " ([analytics.md](analytics.md)).")
          .reason("Analytics that may not see card numbers and addresses.")
          .readBy(Component.DIALOG_WORKER);

  private static final String NAME = "redaction";
  private static final String HOLD = "pending-numbers";

  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final UnfinishedWork unfinished = new UnfinishedWork();
  private final PendingTranscripts pending;
  private final Publisher results;
  private final DeadLetters deadLetters;
  private final ConsumerLoop loop;

  private TranscriptRedactor(ServiceContext context) {
    pending = new PendingTranscripts(new TextRedactor(PiiKind.in(context.settings())));
    results = new Publisher(context.kafka().producer(NAME, Duration.ZERO), context.meters());
    deadLetters = new DeadLetters(results, "dialog-worker", context.meters());
    KafkaConsumer<String, byte[]> consumer = context.kafka().groupConsumer(NAME, NAME);
    loop =
        new ConsumerLoop(
            NAME, consumer, List.of(Topics.TRANSCRIPTS.name()), unfinished, results, this);
    Gauges.registerUnfinished(context.meters(), NAME, pending::size);
    Gauges.registerLag(context.meters(), NAME, consumer::metrics);
  }

  /**
   * A filter, if {@code DIALOG_REDACT_TRANSCRIPTS} asks for one.
   *
   * @throws dev.trunkline.runtime.settings.InvalidSetting if that or {@code DIALOG_REDACT_KINDS} is
   *     wrong
   */
  public static Optional<TranscriptRedactor> from(ServiceContext context) {
    Settings settings = context.settings();
    PiiKind.in(settings);
    return settings.get(ENABLED) ? Optional.of(new TranscriptRedactor(context)) : Optional.empty();
  }

  /** The same for texts that are shown rather than copied. */
  public static Optional<TextRedactor> forTexts(Settings settings) {
    return settings.get(ENABLED)
        ? Optional.of(new TextRedactor(PiiKind.in(settings)))
        : Optional.empty();
  }

  /** The topics and groups it uses. */
  public KafkaAccess access() {
    return KafkaAccess.ofGroup(NAME, Topics.TRANSCRIPTS.topic())
        .writing(Topics.TRANSCRIPTS_REDACTED);
  }

  public void start() {
    loop.start();
  }

  /** The state of its consumer. */
  public KafkaState state() {
    return loop.state();
  }

  /** The number of records that could not be written since the start. */
  public long recordsLost() {
    return results.lost();
  }

  @Override
  public void handle(ConsumerRecords<String, byte[]> records) {
    for (ConsumerRecord<String, byte[]> message : records) {
      try {
        Topics.TRANSCRIPTS
            .codec()
            .decode(message.value())
            .ifPresent(
                event -> write(pending.accept(new TranscriptRecord(message, event), nowMs())));
      } catch (UnreadableRecord | RuntimeException e) {
        deadLetters.put(message, e);
      }
    }
    records
        .nextOffsets()
        .forEach((partition, next) -> {
          positions.put(partition, next.offset());
          hold(partition, next.offset());
        });
  }

  @Override
  public void tick() {
    if (loop.state() == KafkaState.READY) {
      List<TranscriptRecord> expired = pending.expire(nowMs());
      write(expired);
      if (!expired.isEmpty()) {
        positions.forEach(this::hold);
      }
    }
  }

  private void hold(TopicPartition partition, long next) {
    long restart = pending.restartOffset(partition, next);
    if (restart < next) {
      unfinished.hold(partition, HOLD, restart);
    } else {
      unfinished.release(partition, HOLD);
    }
  }

  private void write(List<TranscriptRecord> redacted) {
    redacted.forEach(each -> results.send(each.copy()));
  }

  private static long nowMs() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  @Override
  public void revoked(Collection<TopicPartition> partitions) {
    partitions.forEach(pending::forget);
    partitions.forEach(positions::remove);
  }

  @Override
  public void close() {
    loop.close();
    results.close();
  }
}
