// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.events.CallEvent;
import dev.trunkline.events.Event;
import dev.trunkline.events.EventCodec;
import dev.trunkline.events.GatewayCommand;
import dev.trunkline.events.PlaybackEvent;
import dev.trunkline.events.ReplyEvent;
import dev.trunkline.events.SpeechEvent;
import dev.trunkline.events.TranscriptEvent;
import dev.trunkline.events.TurnEvent;
import dev.trunkline.events.UnreadableRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The published contract of one topic's JSON.
 *
 * @param name of its schema and sample files
 * @param topic the topic's name as in the documentation
 * @param events its events
 */
record Contract<E extends Event>(String name, String topic, Class<E> events) {
  /** The documentation. */
  static final Path DOCS = Path.of("..", "..", "docs");

  static final List<Contract<?>> ALL =
      List.of(
          new Contract<>("calls", "calls", CallEvent.class),
          new Contract<>("speech", "speech", SpeechEvent.class),
          new Contract<>("transcripts", "transcripts", TranscriptEvent.class),
          new Contract<>("turns", "turns", TurnEvent.class),
          new Contract<>("replies", "replies", ReplyEvent.class),
          new Contract<>("gateway", "gateway.<id>", GatewayCommand.class),
          new Contract<>("playback", "playback", PlaybackEvent.class));

  static Stream<Contract<?>> all() {
    return ALL.stream();
  }

  Path schema() {
    return DOCS.resolve("schemas").resolve(name + ".schema.json");
  }

  JsonNode encode(Event event) {
    return JsonMapper.shared().readTree(EventCodec.of(events).encode(events.cast(event)));
  }

  Optional<E> decode(JsonNode json) throws UnreadableRecord {
    return EventCodec.of(events).decode(json.toString().getBytes(UTF_8));
  }

  /** The event types in the order of the code. */
  List<Class<? extends E>> types() {
    return Stream.of(events.getPermittedSubclasses())
        .<Class<? extends E>>map(type -> type.asSubclass(events))
        .toList();
  }

  /** Events of all types, filled with every kind of value. */
  Stream<E> samples() {
    return types().stream().flatMap(Samples::of);
  }

  @Override
  public String toString() {
    return topic;
  }
}
