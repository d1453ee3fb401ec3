// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events.topic;

import dev.trunkline.events.CallEvent;
import dev.trunkline.events.Event;
import dev.trunkline.events.EventCodec;
import dev.trunkline.events.GatewayCommand;
import dev.trunkline.events.PlaybackEvent;
import dev.trunkline.events.ReplyEvent;
import dev.trunkline.events.SpeechEvent;
import dev.trunkline.events.TranscriptEvent;
import dev.trunkline.events.TurnEvent;
import dev.trunkline.events.topic.Topic.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The topics. */
public final class Topics {
  /** The life of calls. */
  public static final EventTopic<CallEvent> CALLS = events("calls", CallEvent.class);

  /**
   * The caller's audio: raw µ-law, 8 kHz, one frame a record, with {@link InboundAudio}'s headers.
   * An empty value ends a stream.
   */
  public static final Topic AUDIO_INBOUND = new Topic("audio.inbound", Kind.AUDIO);

  /** Where the caller's speech starts and ends. */
  public static final EventTopic<SpeechEvent> SPEECH = events("speech", SpeechEvent.class);

  /** Who said what. */
  public static final EventTopic<TranscriptEvent> TRANSCRIPTS =
      events("transcripts", TranscriptEvent.class);

  /**
   * A copy of the final transcripts and {@code assistant-heard} events of {@link #TRANSCRIPTS}
   * without numbers and addresses. Written only if enabled; read by no service.
   */
  public static final EventTopic<TranscriptEvent> TRANSCRIPTS_REDACTED =
      events("transcripts.redacted", TranscriptEvent.class);

  /** The assistant's answers. */
  public static final EventTopic<TurnEvent> TURNS = events("turns", TurnEvent.class);

  /** The words of the answers. */
  public static final EventTopic<ReplyEvent> REPLIES = events("replies", ReplyEvent.class);

  /** What the caller heard. */
  public static final EventTopic<PlaybackEvent> PLAYBACK = events("playback", PlaybackEvent.class);

  /**
   * The call-keyed topics, which all have the same number of partitions; without the copy {@link
   * #TRANSCRIPTS_REDACTED}, which has as many.
   */
  public static final List<Topic> ALL =
      List.of(
          CALLS.topic(),
          AUDIO_INBOUND,
          SPEECH.topic(),
          TRANSCRIPTS.topic(),
          TURNS.topic(),
          REPLIES.topic(),
          PLAYBACK.topic());

  /** Those of {@link #ALL} that hold events: all except the audio. */
  public static final List<EventTopic<?>> EVENTS =
      List.of(CALLS, SPEECH, TRANSCRIPTS, TURNS, REPLIES, PLAYBACK);

  private static final Map<String, EventTopic<?>> EVENTS_BY_NAME =
      EVENTS.stream().collect(Collectors.toUnmodifiableMap(EventTopic::name, Function.identity()));

  /** The commands in a gateway's own topic; its other records are audio. */
  public static final EventCodec<GatewayCommand> COMMANDS = EventCodec.of(GatewayCommand.class);

  private Topics() {}

  /** The event topic with this name; empty if there is none. */
  public static Optional<EventTopic<?>> ofEvents(String name) {
    return Optional.ofNullable(EVENTS_BY_NAME.get(name));
  }

  /** The topic behind a return address: audio and commands for the calls of one gateway. */
  public static Topic gateway(ReturnAddress address) {
    return new Topic(address.topic(), Kind.RETURN);
  }

  private static <E extends Event> EventTopic<E> events(String name, Class<E> events) {
    return new EventTopic<>(new Topic(name, Kind.EVENTS), EventCodec.of(events));
  }
}
