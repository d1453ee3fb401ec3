// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import dev.trunkline.dialog.core.AssistantProfile;
import dev.trunkline.dialog.core.Conversation;
import dev.trunkline.dialog.core.ConversationInput;
import dev.trunkline.dialog.core.ConversationInput.DeadlineReached;
import dev.trunkline.dialog.core.Decision;
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
 * Runs a synthetic call through the rules and the JSON codecs before the worker joins its group.
 * The calls it takes over then do not wait for class loading and compilation.
 */
final class WarmUp {
  private static final Logger log = LoggerFactory.getLogger(WarmUp.class);
  private static final String CALL = "CA00000000000000000000000000000000";
  private static final String STREAM = "MZ00000000000000000000000000000000";
  private static final int RUNS = 5;

  private final AssistantProfile assistant;
  private final Serializer<StoredCall> serializer = new StoredCallSerde().serializer();
  private final Deserializer<StoredCall> deserializer = new StoredCallSerde().deserializer();
  private final List<Event> published = new ArrayList<>();
  private @Nullable StoredCall call;

  WarmUp(AssistantProfile assistant) {
    this.assistant = assistant;
  }

  /** Takes about 0.8 s in a new process, nearly all of it in the first run. */
  static void run(AssistantProfile assistant) {
    try {
      for (int i = 0; i < RUNS; i++) {
        new WarmUp(assistant).call();
      }
    } catch (RuntimeException e) {
      log.atError().setCause(e).log("warm-up failed; first calls will be answered more slowly");
    }
  }

  /** A greeting, a question and its answer; returns the events of all decisions. */
  List<Event> call() {
    process(Topics.CALLS, new CallStarted(CALL, STREAM, "", "", 1_000));
    process(Topics.REPLIES, new SegmentWritten(CALL, 0, 0, "Hello.", 1_010, 1_020));
    process(Topics.REPLIES, new ReplyEnded(CALL, 0, 1, null, 1_020));
    process(Topics.PLAYBACK, new PlaybackStarted(CALL, STREAM, 0, 100, 1_100, 1_100));
    process(Topics.PLAYBACK, new PlaybackFinished(CALL, STREAM, 0, 900, 1_900));
    process(Topics.SPEECH, new SpeechStarted(CALL, STREAM, 1_000, 2_000));
    process(Topics.TRANSCRIPTS, new PartialTranscript(CALL, STREAM, 1_000, "When do", 2_500));
    process(Topics.SPEECH, new SpeechPaused(CALL, STREAM, 1_000, 2_000, 3_000));
    process(Topics.SPEECH, new SpeechEnded(CALL, STREAM, 1_000, 2_000, 2_200, 3_200));
    process(
        Topics.TRANSCRIPTS,
        new FinalTranscript(CALL, STREAM, 1_000, 2_000, "When do you open?", 3_200, 3_300));
    apply(assistant.dialog().on(conversation(), new DeadlineReached(), 6_000), 6_000);
    process(Topics.REPLIES, new SegmentWritten(CALL, 1, 0, "At nine.", 6_300, 6_400));
    process(Topics.REPLIES, new ReplyEnded(CALL, 1, 1, null, 6_400));
    process(Topics.PLAYBACK, new PlaybackStarted(CALL, STREAM, 1, 5_500, 6_500, 6_500));
    process(Topics.PLAYBACK, new PlaybackFinished(CALL, STREAM, 1, 6_300, 7_300));
    return published;
  }

  private <E extends Event> void process(EventTopic<E> topic, E event) {
    read(topic.codec(), topic.codec().encode(event));
    Conversation before = call == null ? null : conversation();
    var input = ConversationInput.of(event);
    apply(assistant.dialog().on(before, input, event.atMs()), event.atMs());
  }

  private void apply(Decision decision, long nowMs) {
    Conversation after = Objects.requireNonNull(decision.conversation());
    PendingTrail trail = PendingTrail.of(call).plus(DecisionTrail.timer(nowMs));
    published.addAll(decision.events());
    var question =
        new QuestionTrace("00-00000000000000000000000000000001-0000000000000001-00", nowMs);
    var address = ReturnAddress.ofGateway("warm-up");
    var context = new DecisionContext(CALL, address, question, null, trail, nowMs);
    StoredCall stored = context.stored(after, decision.events(), assistant.settings());
    call = deserializer.deserialize("", serializer.serialize("", stored));
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
