// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.trunkline.events.SpeechEvent;
import dev.trunkline.events.SpeechEvent.SpeechPaused;
import dev.trunkline.events.SpeechEvent.TurnJudged;
import dev.trunkline.events.topic.InboundAudio;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import dev.trunkline.runtime.kafka.UnfinishedWork;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.vad.silero.Silero;
import dev.trunkline.vad.turn.TurnJudge;
import dev.trunkline.vad.turn.TurnModel;
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

/** A worker without a broker: what it is given are real records, what it tells is kept. */
final class WorkerRig implements SpeechOutput {
  static final TopicPartition PARTITION = new TopicPartition("audio.inbound", 0);
  static final int POLL = 10;

  /** Starts and ends. */
  final List<SpeechEvent> told = new ArrayList<>();

  final List<SpeechPaused> pauses = new ArrayList<>();

  /** What a semantic model says, if there is one, on its own thread. */
  final List<TurnJudged> judged = new CopyOnWriteArrayList<>();

  final List<ReturnAddress> addresses = new CopyOnWriteArrayList<>();
  final List<String> unreadable = new ArrayList<>();
  final UnfinishedWork unfinished = new UnfinishedWork();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final VadWorker worker;
  private final @Nullable TurnJudge judge;
  long nanos;

  WorkerRig(Silero silero) {
    this(silero, Map.of());
  }

  WorkerRig(Silero silero, Map<String, String> environment) {
    Settings all = Settings.of(environment);
    VadSettings settings = VadSettings.from(all);
    var counters = new VadMeters(meters);
    InstantSource clock = () -> Instant.ofEpochMilli(1);
    judge =
        TurnModel.file(all, Path.of(""))
            .map(file -> new TurnJudge(TurnModel.open(file), meters))
            .orElse(null);
    Turns turns = judge == null ? null : new Turns(judge, this, clock);
    var ears = new Ears(silero, this, turns, counters, clock, () -> nanos);
    var switchboard = new Switchboard(settings, ears, counters, unfinished);
    worker = new VadWorker(switchboard, this, settings.idleMs(), () -> nanos);
  }

  @Override
  public void publish(SpeechEvent event, ReturnAddress returnAddress) {
    if (event instanceof SpeechPaused pause) {
      pauses.add(pause);
      return;
    }
    addresses.add(returnAddress);
    if (event instanceof TurnJudged judgement) {
      judged.add(judgement);
    } else {
      told.add(event);
    }
  }

  /** Waits until all turns are judged; none is after that. */
  void judgeAll() {
    if (judge != null) {
      judge.close();
    }
  }

  @Override
  public void unusable(ConsumerRecord<String, byte[]> message, Exception why) {
    unreadable.add(String.valueOf(why.getMessage()));
  }

  /** Hands over {@code records}, a few at each poll. */
  void take(List<ConsumerRecord<String, byte[]>> records) {
    for (int from = 0; from < records.size(); from += POLL) {
      takeAtOnce(records.subList(from, Math.min(from + POLL, records.size())));
    }
  }

  /** Hands over {@code records} as one poll. */
  void takeAtOnce(List<ConsumerRecord<String, byte[]>> records) {
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

  /** The mark after the last of {@code frames}. */
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
