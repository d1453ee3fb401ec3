package dev.trunkline.vad;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.trunkline.common.config.Settings;
import dev.trunkline.common.event.SpeechEvent;
import dev.trunkline.common.event.SpeechEvent.SpeechPaused;
import dev.trunkline.common.event.UnreadableRecord;
import dev.trunkline.common.kafka.UnfinishedWork;
import dev.trunkline.common.topic.InboundAudio;
import dev.trunkline.common.topic.ReturnAddress;
import dev.trunkline.vad.silero.Silero;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** A worker without a broker: what it is given are real records, what it tells is kept. */
final class WorkerRig implements SpeechOutput {
  static final TopicPartition PARTITION = new TopicPartition("audio.inbound", 0);
  static final int POLL = 10;

  /** Starts and ends. */
  final List<SpeechEvent> told = new ArrayList<>();

  final List<SpeechPaused> pauses = new ArrayList<>();
  final List<ReturnAddress> addresses = new ArrayList<>();
  final List<String> unreadable = new ArrayList<>();
  final UnfinishedWork unfinished = new UnfinishedWork();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final VadWorker worker;
  long nanos;

  WorkerRig(Silero silero) {
    this(silero, Map.of());
  }

  WorkerRig(Silero silero, Map<String, String> environment) {
    VadSettings settings = VadSettings.from(Settings.of(environment));
    var counters = new VadMeters(meters);
    var ears = new Ears(silero, this, counters, () -> Instant.ofEpochMilli(1), () -> nanos);
    var switchboard = new Switchboard(settings, ears, counters, unfinished);
    worker = new VadWorker(switchboard, this, settings.idleMs(), () -> nanos);
  }

  @Override
  public void publish(SpeechEvent event, ReturnAddress returnAddress) {
    if (event instanceof SpeechPaused pause) {
      pauses.add(pause);
      return;
    }
    told.add(event);
    addresses.add(returnAddress);
  }

  @Override
  public void unreadable(ConsumerRecord<String, byte[]> message, UnreadableRecord why) {
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
        record.headers(),
        stream.getBytes(US_ASCII),
        sequence,
        mediaMs,
        "gateway.a".getBytes(US_ASCII));
    return record;
  }
}
