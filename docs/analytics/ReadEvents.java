// SPDX-License-Identifier: Apache-2.0
import dev.trunkline.events.CallEvent.CallEnded;
import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.events.Event;
import dev.trunkline.events.EventCodec;
import dev.trunkline.events.TranscriptEvent.AssistantHeard;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.UnreadableRecord;
import dev.trunkline.events.topic.EventTopic;
import dev.trunkline.events.topic.Topics;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * Prints the events of one topic from standard input, one JSON value a line, as {@code
 * kafka-console-consumer.sh} writes them. Needs the jar of trunkline-events, Jackson and the
 * jspecify annotations, and no Kafka library.
 */
final class ReadEvents {
  public static void main(String[] args) throws Exception {
    EventCodec<?> codec =
        Topics.ofEvents(args[0]).<EventCodec<?>>map(EventTopic::codec).orElse(Topics.COMMANDS);
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      System.out.println(describe(codec, line.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static String describe(EventCodec<?> codec, byte[] value) {
    try {
      Optional<? extends Event> event = codec.decode(value);
      return event.isPresent() ? describe(event.get()) : "(event of a newer version)";
    } catch (UnreadableRecord e) {
      return "(unreadable: " + e.getMessage() + ")";
    }
  }

  private static String describe(Event event) {
    String what =
        switch (event) {
          case CallStarted started -> "call from " + started.from() + " to " + started.to();
          case CallEnded ended -> "call ended after " + ended.durationMs() / 1000 + " s";
          case FinalTranscript caller -> "caller: " + caller.text();
          case AssistantHeard assistant -> "assistant: " + assistant.text();
          default -> EventCodec.typeName(event.getClass());
        };
    return Instant.ofEpochMilli(event.atMs()) + " " + event.callSid() + " " + what;
  }
}
