// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.cli.ledger.Finding.Kind;
import dev.trunkline.events.CallEvent;
import dev.trunkline.events.CallEvent.CallEnded;
import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.events.CallEvent.Cause;
import dev.trunkline.events.Event;
import dev.trunkline.events.PlaybackEvent;
import dev.trunkline.events.PlaybackEvent.PlaybackFinished;
import dev.trunkline.events.PlaybackEvent.PlaybackStarted;
import dev.trunkline.events.ReplyEvent;
import dev.trunkline.events.ReplyEvent.ReplyEnded;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.SpeechEvent;
import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.SpeechEvent.SpeechStarted;
import dev.trunkline.events.TranscriptEvent;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.TurnEvent;
import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.Role;
import dev.trunkline.events.TurnEvent.TurnCompleted;
import dev.trunkline.events.TurnEvent.TurnRequested;
import dev.trunkline.events.topic.EventTopic;
import dev.trunkline.events.topic.InboundAudio;
import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.events.topic.OutboundAudio.End;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** The records of a call in which all is well: a greeting, a question, its answer. */
final class WrittenCall {
  static final String CALL = "CA1";
  static final String STREAM = "MZ1";
  static final long BEGUN = 1_000_000;
  static final long OVER = BEGUN + 60_000;

  private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();

  WrittenCall() {
    put(new CallStarted(CALL, STREAM, "+1", "+2", BEGUN));
    for (int i = 0; i < 100; i++) {
      frame(i, i * 20L, 160);
    }
    frame(100, 2_000, 0);
    said(0, "Hello.", BEGUN + 10);
    played(0, 100, 400);
    put(new SpeechStarted(CALL, STREAM, 600, BEGUN + 700));
    put(new SpeechEnded(CALL, STREAM, 600, 900, 1_100, BEGUN + 1_100));
    put(new FinalTranscript(CALL, STREAM, 600, 900, "Are you open?", 1, BEGUN + 1_150));
    put(asked(1, "Are you open?", BEGUN + 1_200));
    said(1, "Yes, we are.", BEGUN + 1_300);
    played(1, 1_300, 1_800);
    put(new CallEnded(CALL, STREAM, Cause.CALLER_HUNG_UP, 2_000, OVER));
  }

  static TurnRequested asked(int turn, String question, long atMs) {
    return new TurnRequested(CALL, turn, List.of(new Message(Role.USER, question)), 1, atMs);
  }

  /** Words, sound and conclusion of an answer. */
  WrittenCall said(int turn, String text, long atMs) {
    put(new SegmentWritten(CALL, turn, 0, text, 0, atMs));
    put(new ReplyEnded(CALL, turn, 1, null, atMs));
    chunk(turn, 0, End.NOTHING, text, 800);
    return chunk(turn, 1, End.TURN, "", 800);
  }

  WrittenCall played(int turn, long fromMs, long toMs) {
    put(new PlaybackStarted(CALL, STREAM, turn, fromMs, 0, BEGUN + fromMs));
    put(new PlaybackFinished(CALL, STREAM, turn, toMs, BEGUN + toMs));
    return put(new TurnCompleted(CALL, turn, "heard " + turn, false, null, BEGUN + toMs));
  }

  WrittenCall frame(long sequence, long mediaMs, int bytes) {
    var headers = new RecordHeaders();
    byte[] address = "gateway.a".getBytes(StandardCharsets.US_ASCII);
    InboundAudio.putHeaders(
        KafkaHeaders.of(headers),
        STREAM.getBytes(StandardCharsets.US_ASCII),
        sequence,
        mediaMs,
        address);
    return add(Topics.AUDIO_INBOUND.name(), headers, new byte[bytes], BEGUN + mediaMs);
  }

  WrittenCall chunk(int turn, int chunk, End end, String text, int bytes) {
    var headers = new RecordHeaders();
    new OutboundAudio(CALL, turn, 0, chunk, end, text, new int[0], new byte[bytes])
        .putHeaders(KafkaHeaders.of(headers));
    return add("gateway.a", headers, new byte[bytes], BEGUN + 500);
  }

  WrittenCall put(Event event) {
    return switch (event) {
      case CallEvent e -> add(Topics.CALLS, e);
      case SpeechEvent e -> add(Topics.SPEECH, e);
      case TranscriptEvent e -> add(Topics.TRANSCRIPTS, e);
      case TurnEvent e -> add(Topics.TURNS, e);
      case ReplyEvent e -> add(Topics.REPLIES, e);
      case PlaybackEvent e -> add(Topics.PLAYBACK, e);
      default -> throw new IllegalArgumentException();
    };
  }

  private <E extends Event> WrittenCall add(EventTopic<E> topic, E event) {
    return add(topic.name(), new RecordHeaders(), topic.codec().encode(event), event.atMs());
  }

  private WrittenCall add(String topic, Headers headers, byte[] value, long atMs) {
    records.add(
        new ConsumerRecord<>(
            topic,
            0,
            records.size(),
            atMs,
            TimestampType.CREATE_TIME,
            0,
            value.length,
            CALL,
            value,
            headers,
            Optional.empty()));
    return this;
  }

  /** The same without those that match. */
  WrittenCall without(Predicate<ConsumerRecord<String, byte[]>> which) {
    records.removeIf(which);
    return this;
  }

  /** The same without the events of a type, by its JSON name, of turn {@code turn} if not −1. */
  WrittenCall without(String type, int turn) {
    return without(r -> {
      String json = new String(r.value(), StandardCharsets.UTF_8);
      return json.contains("\"type\":\"" + type + "\"")
          && (turn < 0 || json.contains("\"turn\":" + turn));
    });
  }

  /** Every record once more. */
  WrittenCall twice() {
    records.addAll(List.copyOf(records));
    return this;
  }

  List<Finding> findings() {
    return audit(UnaryOperator.identity()).findings();
  }

  /** Fails unless something of {@code kind} is found in {@code broken}. */
  static void finds(WrittenCall broken, Ledger ledger, Kind kind) {
    assertThat(broken.findings())
        .anyMatch(finding -> finding.ledger() == ledger && finding.kind() == kind);
  }

  AuditReport audit(UnaryOperator<Auditor> more) {
    return audit(Map.of(), OVER + 600_000, more);
  }

  AuditReport audit(Map<TopicPartition, Long> begins, long nowMs, UnaryOperator<Auditor> more) {
    var auditor = new Auditor(begins);
    records.forEach(auditor::add);
    return more.apply(auditor).close(nowMs);
  }
}
