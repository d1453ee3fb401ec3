// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts;

import dev.trunkline.events.CallEvent;
import dev.trunkline.events.CallEvent.CallEnded;
import dev.trunkline.events.CallEvent.CallResumed;
import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.events.CallEvent.DtmfPressed;
import dev.trunkline.events.CallEvent.EndReported;
import dev.trunkline.events.CallEvent.GapCovered;
import dev.trunkline.events.CallEvent.RedirectFailed;
import dev.trunkline.events.CallEvent.StreamLost;
import dev.trunkline.events.Event;
import dev.trunkline.events.ReplyEvent;
import dev.trunkline.events.ReplyEvent.FloorRaised;
import dev.trunkline.events.UnreadableRecord;
import dev.trunkline.events.topic.AssistantName;
import dev.trunkline.events.topic.EventTopic;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.runtime.kafka.ConsumerLoop;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import dev.trunkline.runtime.telemetry.Tracing;
import dev.trunkline.tts.elevenlabs.Voice;
import dev.trunkline.tts.speech.CallSpeech;
import dev.trunkline.tts.speech.SpeechCache;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls in hand. Hands every record to its call; the loop's thread only, but for {@link #size}.
 */
final class Speakers implements ConsumerLoop.Handler {
  private static final Logger log = LoggerFactory.getLogger(Speakers.class);

  /** A record may come after the call's end, on another topic; it must not bring the call back. */
  private static final int ENDED_CALLS_KEPT = 1_000;

  private final TtsSettings settings;
  private final Speaker.Surroundings around;
  private final BiConsumer<ConsumerRecord<String, byte[]>, Exception> deadLetters;
  private final RandomGenerator random;
  private final SpeechCache cache;
  private final Map<String, Speaker> speakers = new ConcurrentHashMap<>();
  private final Map<String, Boolean> ended = new EndedCalls();

  Speakers(
      TtsSettings settings,
      Speaker.Surroundings around,
      BiConsumer<ConsumerRecord<String, byte[]>, Exception> deadLetters,
      RandomGenerator random) {
    this.settings = settings;
    this.around = around;
    this.deadLetters = deadLetters;
    this.random = random;
    this.cache = new SpeechCache(settings.cachedTexts());
  }

  /** How many calls are in hand. */
  int size() {
    return speakers.size();
  }

  private record Incoming(
      Event event, ConsumerRecord<String, byte[]> message, @Nullable ReturnAddress to) {}

  @Override
  public void handle(ConsumerRecords<String, byte[]> records) {
    var incoming = new ArrayList<Incoming>();
    records.forEach(message -> read(message).ifPresent(incoming::add));
    // A floor among records read late forbids what stands before it: nothing is spoken in vain.
    incoming.stream().filter(i -> i.event() instanceof FloorRaised).forEach(this::takeOrPutAside);
    incoming.stream()
        .filter(i -> !(i.event() instanceof FloorRaised))
        .forEach(this::takeOrPutAside);
  }

  @Override
  public void tick() {
    around.providers().all().forEach(provider -> provider.client().sockets().tick());
    for (Map.Entry<String, Speaker> entry : speakers.entrySet()) {
      try {
        Duration idle = entry.getValue().tick();
        if (idle.compareTo(settings.idleClose()) >= 0) {
          end(entry.getKey());
        }
      } catch (RuntimeException e) {
        log.atError().addKeyValue("call", entry.getKey()).setCause(e).log("moment not handled");
      }
    }
  }

  @Override
  public void revoked(Collection<TopicPartition> partitions) {
    List<String> theirs =
        speakers.entrySet().stream()
            .filter(entry -> partitions.contains(entry.getValue().partition()))
            .map(Map.Entry::getKey)
            .toList();
    theirs.forEach(this::end);
  }

  private Optional<Incoming> read(ConsumerRecord<String, byte[]> message) {
    try {
      EventTopic<? extends Event> topic =
          message.topic().equals(Topics.CALLS.name()) ? Topics.CALLS : Topics.REPLIES;
      ReturnAddress to = ReturnAddress.in(KafkaHeaders.of(message.headers())).orElse(null);
      Optional<? extends Event> event = topic.codec().decode(message.value());
      if (event.isPresent()
          && event.get() instanceof ReplyEvent reply
          && !(reply instanceof FloorRaised)
          && to == null) {
        throw new UnreadableRecord("header " + ReturnAddress.HEADER + " is missing");
      }
      return event.map(e -> new Incoming(e, message, to));
    } catch (UnreadableRecord e) {
      deadLetters.accept(message, e);
      return Optional.empty();
    }
  }

  /** A bug that one call's record brings out must not stop the other calls. */
  private void takeOrPutAside(Incoming incoming) {
    try {
      take(incoming);
    } catch (RuntimeException e) {
      deadLetters.accept(incoming.message(), e);
    }
  }

  private void take(Incoming incoming) {
    String callSid = incoming.event().callSid();
    if (incoming.event() instanceof CallResumed) {
      ended.remove(callSid); // It was given up too early.
    }
    if (ended.containsKey(callSid)) {
      around.meters().afterTheCall();
      return;
    }
    switch (incoming.event()) {
      case ReplyEvent reply -> {
        Speaker speaker = speaker(incoming);
        try (Scope _ = Tracing.of(incoming.message().headers()).makeCurrent()) {
          speaker.reply(reply, incoming.message().offset(), incoming.to());
        }
      }
      case CallEvent call -> take(call, incoming);
      case Event other -> throw new IllegalStateException("not read here: " + other.getClass());
    }
  }

  private void take(CallEvent call, Incoming incoming) {
    switch (call) {
      case CallStarted _, CallResumed _ -> speaker(incoming).warmUp();
      case CallEnded _ -> {
        ended.put(call.callSid(), true);
        end(call.callSid());
      }
      case DtmfPressed _, StreamLost _, RedirectFailed _, GapCovered _, EndReported _ -> {}
    }
  }

  private void end(String callSid) {
    Speaker speaker = speakers.remove(callSid);
    if (speaker != null) {
      speaker.end();
    }
  }

  private Speaker speaker(Incoming incoming) {
    Speaker speaker = present(incoming);
    speaker.speakAs(AssistantName.in(KafkaHeaders.of(incoming.message().headers())));
    return speaker;
  }

  private Speaker present(Incoming incoming) {
    return speakers.computeIfAbsent(
        incoming.event().callSid(),
        callSid -> {
          VoiceProvider first = around.providers().all().getFirst().client();
          Voice voice =
              first.voices().of(AssistantName.in(KafkaHeaders.of(incoming.message().headers())));
          var speech =
              new CallSpeech(
                  callSid,
                  settings.limits(),
                  settings.access().format(),
                  cache.of(voice.toString()),
                  random,
                  around.nanoTime().getAsLong());
          // The same partition of both topics: they have one key and one partition count.
          var partition = new TopicPartition(Topics.REPLIES.name(), incoming.message().partition());
          return new Speaker(callSid, partition, speech, around);
        });
  }

  private static final class EndedCalls extends LinkedHashMap<String, Boolean> {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > ENDED_CALLS_KEPT;
    }
  }
}
