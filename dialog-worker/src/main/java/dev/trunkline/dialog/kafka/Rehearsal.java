// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import dev.trunkline.dialog.core.Conversation;
import dev.trunkline.dialog.core.Decision;
import dev.trunkline.dialog.core.Persona;
import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.events.Event;
import dev.trunkline.events.EventCodec;
import dev.trunkline.events.PlaybackEvent.PlaybackFinished;
import dev.trunkline.events.PlaybackEvent.PlaybackStarted;
import dev.trunkline.events.ReplyEvent.ReplyEnded;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.SpeechEvent.SpeechPaused;
import dev.trunkline.events.SpeechEvent.SpeechStarted;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.TranscriptEvent.PartialTranscript;
import dev.trunkline.events.UnreadableRecord;
import dev.trunkline.events.topic.DecisionTrail;
import dev.trunkline.events.topic.EventTopic;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.events.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call that nobody makes, held before there are any. A process joins its group to take calls over
 * that wait for it; what it loads, looks up and compiles at the first record they should not wait
 * for as well.
 */
final class Rehearsal {
  private static final Logger log = LoggerFactory.getLogger(Rehearsal.class);
  private static final String CALL = "CA00000000000000000000000000000000";
  private static final String STREAM = "MZ00000000000000000000000000000000";
  private static final int TIMES = 5;

  private final Persona persona;
  private final Serializer<RememberedCall> serializer = new ConversationSerde().serializer();
  private final Deserializer<RememberedCall> deserializer = new ConversationSerde().deserializer();
  private final List<Event> decided = new ArrayList<>();
  private @Nullable RememberedCall call;

  Rehearsal(Persona persona) {
    this.persona = persona;
  }

  /** Takes about 0.8 s in a process that has just started, nearly all of it for the first time. */
  static void hold(Persona persona) {
    try {
      for (int i = 0; i < TIMES; i++) {
        new Rehearsal(persona).call();
      }
    } catch (RuntimeException e) {
      log.atError().setCause(e).log("rehearsal failed; the first calls will wait longer");
    }
  }

  /** A greeting, a question and its answer; what the assistant decided. */
  List<Event> call() {
    hear(Topics.CALLS, new CallStarted(CALL, STREAM, "", "", 1_000));
    hear(Topics.REPLIES, new SegmentWritten(CALL, 0, 0, "Hello.", 1_010, 1_020));
    hear(Topics.REPLIES, new ReplyEnded(CALL, 0, 1, null, 1_020));
    hear(Topics.PLAYBACK, new PlaybackStarted(CALL, STREAM, 0, 100, 1_100, 1_100));
    hear(Topics.PLAYBACK, new PlaybackFinished(CALL, STREAM, 0, 900, 1_900));
    hear(Topics.SPEECH, new SpeechStarted(CALL, STREAM, 1_000, 2_000));
    hear(Topics.TRANSCRIPTS, new PartialTranscript(CALL, STREAM, 1_000, "When do", 2_500));
    hear(Topics.SPEECH, new SpeechPaused(CALL, STREAM, 1_000, 2_000, 3_000));
    hear(Topics.SPEECH, new SpeechEnded(CALL, STREAM, 1_000, 2_000, 2_200, 3_200));
    hear(
        Topics.TRANSCRIPTS,
        new FinalTranscript(CALL, STREAM, 1_000, 2_000, "When do you open?", 3_200, 3_300));
    take(persona.dialog().onDeadline(conversation(), 6_000), 6_000);
    hear(Topics.REPLIES, new SegmentWritten(CALL, 1, 0, "At nine.", 6_300, 6_400));
    hear(Topics.REPLIES, new ReplyEnded(CALL, 1, 1, null, 6_400));
    hear(Topics.PLAYBACK, new PlaybackStarted(CALL, STREAM, 1, 5_500, 6_500, 6_500));
    hear(Topics.PLAYBACK, new PlaybackFinished(CALL, STREAM, 1, 6_300, 7_300));
    return decided;
  }

  private <E extends Event> void hear(EventTopic<E> topic, E event) {
    read(topic.codec(), topic.codec().encode(event));
    Conversation before = call == null ? null : conversation();
    take(persona.dialog().on(before, event, event.atMs()), event.atMs());
  }

  private void take(Decision decision, long nowMs) {
    Conversation after = Objects.requireNonNull(decision.conversation());
    Trail trail = Trail.of(call).followedBy(DecisionTrail.timer(nowMs));
    decided.addAll(decision.events());
    var question = new Question("00-00000000000000000000000000000001-0000000000000001-00", nowMs);
    var address = ReturnAddress.ofGateway("rehearsal");
    var envelope = new Envelope(CALL, address, question, null, trail, nowMs);
    RememberedCall remembered = envelope.remembered(after, decision.events(), persona.manners());
    call = deserializer.deserialize("", serializer.serialize("", remembered));
  }

  private Conversation conversation() {
    return Objects.requireNonNull(call).conversation();
  }

  private static void read(EventCodec<?> codec, byte[] bytes) {
    try {
      codec.decode(bytes);
    } catch (UnreadableRecord e) {
      throw new IllegalStateException(e);
    }
  }
}
