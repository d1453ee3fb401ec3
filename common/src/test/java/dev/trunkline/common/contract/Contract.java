package dev.trunkline.common.contract;

import dev.trunkline.common.event.CallEvent;
import dev.trunkline.common.event.Event;
import dev.trunkline.common.event.EventCodec;
import dev.trunkline.common.event.GatewayCommand;
import dev.trunkline.common.event.PlaybackEvent;
import dev.trunkline.common.event.ReplyEvent;
import dev.trunkline.common.event.SpeechEvent;
import dev.trunkline.common.event.TranscriptEvent;
import dev.trunkline.common.event.TurnEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the readers of one topic are promised about its JSON.
 *
 * @param name names the files about it
 * @param topic the topic, as people say it
 * @param events the events that may stand in it
 */
record Contract(String name, String topic, Class<? extends Event> events) {
  /** Where readers look. */
  static final Path DOCS = Path.of("..", "docs");

  static final List<Contract> ALL =
      List.of(
          new Contract("calls", "calls", CallEvent.class),
          new Contract("speech", "speech", SpeechEvent.class),
          new Contract("transcripts", "transcripts", TranscriptEvent.class),
          new Contract("turns", "turns", TurnEvent.class),
          new Contract("replies", "replies", ReplyEvent.class),
          new Contract("gateway", "gateway.<id>", GatewayCommand.class),
          new Contract("playback", "playback", PlaybackEvent.class));

  static Stream<Contract> all() {
    return ALL.stream();
  }

  Path schema() {
    return DOCS.resolve("schemas").resolve(name + ".schema.json");
  }

  EventCodec<? extends Event> codec() {
    return EventCodec.of(events);
  }

  /** The types of event in the order of the code. */
  List<Class<? extends Event>> types() {
    return Stream.of(events.getPermittedSubclasses())
        .<Class<? extends Event>>map(type -> type.asSubclass(Event.class))
        .toList();
  }

  @Override
  public String toString() {
    return topic;
  }
}
