// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.trunkline.events.SpeechEvent;
import dev.trunkline.events.SpeechEvent.SpeechPaused;
import dev.trunkline.events.SpeechEvent.TurnJudged;
import dev.trunkline.events.topic.InboundAudio;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import dev.trunkline.runtime.kafka.UnfinishedWork;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.vad.VadMetrics;
import dev.trunkline.vad.VadSettings;
import dev.trunkline.vad.provider.silero.BatchInference;
import dev.trunkline.vad.provider.silero.InferenceMetrics;
import dev.trunkline.vad.provider.silero.SileroModel;
import dev.trunkline.vad.provider.turn.TurnJudge;
import dev.trunkline.vad.provider.turn.TurnModel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A worker without a broker: takes real records, and keeps what it publishes. */
final class WorkerRig implements SpeechPublisher {
  static final TopicPartition PARTITION = new TopicPartition("audio.inbound", 0);
  static final int POLL = 10;

  /** Published starts and ends. */
  final List<SpeechEvent> events = new ArrayList<>();

  final List<SpeechPaused> pauses = new ArrayList<>();

  /** Published judgements of the turn model. */
  final List<TurnJudged> judgements = new CopyOnWriteArrayList<>();

  final List<ReturnAddress> addresses = new CopyOnWriteArrayList<>();
  final List<String> deadLetters = new ArrayList<>();
  final UnfinishedWork unfinished = new UnfinishedWork();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final VadWorker worker;
  private final @Nullable TurnJudge judge;
  long nanos;

  WorkerRig(SileroModel silero) {
    this(silero, Map.of());
  }

  WorkerRig(SileroModel silero, Map<String, String> environment) {
    Settings all = Settings.of(environment);
    VadSettings settings = VadSettings.from(all);
    var metrics = new VadMetrics(meters);
    InstantSource clock = () -> Instant.ofEpochMilli(1);
    judge =
        TurnModel.file(all, Path.of(""))
            .map(file -> new TurnJudge(TurnModel.open(file), meters))
            .orElse(null);
    var inference =
        new BatchInference(silero, settings.reset(), new InferenceMetrics(meters), () -> nanos);
    TurnJudgements turns = judge == null ? null : new TurnJudgements(judge, this, clock);
    var runner = new DetectorRunner(inference, this, turns, unfinished, metrics, clock);
    var router = new CallRouter(settings.streamRules(), runner, metrics, unfinished);
    worker =
        new VadWorker(
            router,
            (message, why) -> deadLetters.add(String.valueOf(why.getMessage())),
            settings.idleMs(),
            () -> nanos);
  }

  @Override
  public void publish(SpeechEvent event, ReturnAddress returnAddress) {
    if (event instanceof SpeechPaused pause) {
      pauses.add(pause);
      return;
    }
    addresses.add(returnAddress);
    if (event instanceof TurnJudged judgement) {
      judgements.add(judgement);
    } else {
      events.add(event);
    }
  }

  /** Waits until all turns are judged; later ones are dropped. */
  void judgeAll() {
    if (judge != null) {
      judge.close();
    }
  }

  /** Polls {@code records}, {@link #POLL} at a time. */
  void poll(List<ConsumerRecord<String, byte[]>> records) {
    for (int from = 0; from < records.size(); from += POLL) {
      pollTogether(records.subList(from, Math.min(from + POLL, records.size())));
    }
  }

  /** Polls {@code records} together. */
  void pollTogether(List<ConsumerRecord<String, byte[]>> records) {
    worker.handle(new ConsumerRecords<>(Map.of(PARTITION, List.copyOf(records)), Map.of()));
  }

  double count(String meter, String tag, String value) {
    return meters.get(meter).tag(tag, value).counter().count();
  }

  /** The audio of stream {@code MZ1} of call {@code CA1} in frames of 20 ms, offsets from 0. */
  static List<ConsumerRecord<String, byte[]>> frames(byte[] ulaw) {
    return frames("CA1", "MZ1", ulaw, 160);
  }

  static List<ConsumerRecord<String, byte[]>> frames(
      String call, String stream, byte[] ulaw, int frame) {
    var records = new ArrayList<ConsumerRecord<String, byte[]>>();
    for (int from = 0; from < ulaw.length; from += frame) {
      int to = Math.min(from + frame, ulaw.length);
      int number = records.size();
      byte[] value = Arrays.copyOfRange(ulaw, from, to);
      records.add(frame(call, stream, number, number, from / 8, value));
    }
    return records;
  }

  /** The end mark after the last of {@code frames}. */
  static ConsumerRecord<String, byte[]> endAfter(List<ConsumerRecord<String, byte[]>> frames) {
    int number = frames.size();
    return frame("CA1", "MZ1", number, number, number * 20L, new byte[0]);
  }

  static ConsumerRecord<String, byte[]> frame(
      String call, String stream, long offset, long sequence, long mediaMs, byte[] value) {
    var record =
        new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, call, value);
    InboundAudio.putHeaders(
        KafkaHeaders.of(record.headers()),
        stream.getBytes(US_ASCII),
        sequence,
        mediaMs,
        "gateway.a".getBytes(US_ASCII));
    return record;
  }
}
