// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.replay;

import dev.trunkline.cli.log.CallLog;
import dev.trunkline.dialog.core.AssistantProfiles;
import dev.trunkline.dialog.core.Conversation;
import dev.trunkline.dialog.core.ConversationInput;
import dev.trunkline.dialog.core.ConversationInput.DeadlineReached;
import dev.trunkline.dialog.core.ConversationInput.OutageEnded;
import dev.trunkline.dialog.core.Decision;
import dev.trunkline.dialog.core.Dialog;
import dev.trunkline.dialog.kafka.ConversationSettingsJson;
import dev.trunkline.events.CallEvent;
import dev.trunkline.events.Event;
import dev.trunkline.events.GatewayCommand;
import dev.trunkline.events.PlaybackEvent;
import dev.trunkline.events.ReplyEvent;
import dev.trunkline.events.SpeechEvent;
import dev.trunkline.events.TranscriptEvent;
import dev.trunkline.events.TurnEvent;
import dev.trunkline.events.UnreadableRecord;
import dev.trunkline.events.topic.AssistantName;
import dev.trunkline.events.topic.DecisionTrail;
import dev.trunkline.events.topic.DecisionTrail.Input;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes a recorded call's decisions once more: gives the rules of the conversation the same events
 * in the same order at the same clock, and compares what they say with what is on record, byte for
 * byte. Does no I/O and waits for nothing.
 */
public final class RecordedReplay {
  private final CallLog call;
  private final Optional<AssistantProfiles> instead;
  private final Map<String, ConsumerRecord<String, byte[]>> places;
  private final List<String> troubles = new ArrayList<>();
  private final Decisions made = new Decisions();
  private @Nullable Conversation conversation;
  private @Nullable Dialog dialog;
  private int number;

  private RecordedReplay(CallLog call, Optional<AssistantProfiles> instead) {
    this.call = call;
    this.instead = instead;
    places = call.byPlace();
  }

  /** With the manners the call was held with. */
  public static ReplayOutcome of(CallLog call) {
    return new RecordedReplay(call, Optional.empty()).run();
  }

  /** With the manners of these assistants instead, which is to find out what they would change. */
  public static ReplayOutcome of(CallLog call, AssistantProfiles instead) {
    return new RecordedReplay(call, Optional.of(instead)).run();
  }

  private ReplayOutcome run() {
    Decisions recorded = Decisions.onRecord(call, troubles);
    try {
      for (ConsumerRecord<String, byte[]> trail : trails()) {
        follow(trail);
      }
    } catch (IOException e) {
      troubles.add(String.valueOf(e.getMessage()));
    }
    if (made.isEmpty()) {
      troubles.add("no record of this call says how its decisions came about");
    }
    var differences = recorded.differences(made, number);
    return new ReplayOutcome(
        call.callSid(), made.size(), recorded.commands(), differences, troubles);
  }

  /** The records that say how decisions came about, in the order of those. */
  private List<ConsumerRecord<String, byte[]>> trails() {
    return call.records().stream()
        .filter(message -> message.headers().lastHeader(DecisionTrail.INPUTS) != null)
        .sorted(Comparator.comparingInt(RecordedReplay::number))
        .toList();
  }

  private static int number(ConsumerRecord<String, byte[]> message) {
    try {
      return DecisionTrail.number(KafkaHeaders.of(message.headers())).orElse(0);
    } catch (UnreadableRecord e) {
      return 0;
    }
  }

  private void follow(ConsumerRecord<String, byte[]> trail) throws IOException {
    OptionalInt until = DecisionTrail.number(KafkaHeaders.of(trail.headers()));
    if (DecisionTrail.isBroken(KafkaHeaders.of(trail.headers()))) {
      throw new UnreadableRecord(
          "what led to decision " + until.orElse(0) + " is not known: " + CallLog.place(trail));
    }
    Optional<byte[]> manners = DecisionTrail.manners(KafkaHeaders.of(trail.headers()));
    if (instead.isPresent()) {
      dialog = instead.get().of(AssistantName.in(KafkaHeaders.of(trail.headers()))).dialog();
    } else if (manners.isPresent()) {
      dialog = new Dialog(ConversationSettingsJson.read(manners.get()));
    }
    for (Input input : DecisionTrail.inputs(KafkaHeaders.of(trail.headers()))) {
      decide(input);
    }
  }

  private void decide(Input input) throws UnreadableRecord {
    if (dialog == null) {
      throw new UnreadableRecord("the manners of this call are not on record");
    }
    if (conversation == null && (input.isTimer() || input.isWaiting())) {
      return; // Forgotten already, so there is a difference before this.
    }
    Decision decision = dialog.on(conversation, conversationInput(input), input.nowMs());
    conversation = decision.conversation();
    if (!decision.events().isEmpty()) {
      number++;
      decision.events().forEach(event -> made.add(number, topic(event), encoded(event)));
    }
  }

  private ConversationInput conversationInput(Input input) throws UnreadableRecord {
    if (input.isTimer()) {
      return new DeadlineReached();
    }
    return input.isWaiting() ? new OutageEnded() : ConversationInput.of(event(input.what()));
  }

  private Event event(String place) throws UnreadableRecord {
    ConsumerRecord<String, byte[]> message = places.get(place);
    if (message == null) {
      throw new UnreadableRecord("the record at " + place + " is gone, so the replay ends there");
    }
    Optional<? extends Event> event = CallLog.event(message);
    if (event.isEmpty()) {
      throw new UnreadableRecord("the record at " + place + " cannot be read");
    }
    return event.get();
  }

  private static String topic(Event event) {
    return switch (event) {
      case CallEvent _ -> Topics.CALLS.name();
      case SpeechEvent _ -> Topics.SPEECH.name();
      case TranscriptEvent _ -> Topics.TRANSCRIPTS.name();
      case TurnEvent _ -> Topics.TURNS.name();
      case ReplyEvent _ -> Topics.REPLIES.name();
      case PlaybackEvent _ -> Topics.PLAYBACK.name();
      case GatewayCommand _ -> Decisions.COMMANDS;
    };
  }

  private static byte[] encoded(Event event) {
    return switch (event) {
      case CallEvent e -> Topics.CALLS.codec().encode(e);
      case SpeechEvent e -> Topics.SPEECH.codec().encode(e);
      case TranscriptEvent e -> Topics.TRANSCRIPTS.codec().encode(e);
      case TurnEvent e -> Topics.TURNS.codec().encode(e);
      case ReplyEvent e -> Topics.REPLIES.codec().encode(e);
      case PlaybackEvent e -> Topics.PLAYBACK.codec().encode(e);
      case GatewayCommand e -> Topics.COMMANDS.encode(e);
    };
  }
}
