// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.kafka;

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
import dev.trunkline.runtime.collection.BoundedMap;
import dev.trunkline.runtime.kafka.ConsumerLoop;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import dev.trunkline.runtime.telemetry.Tracing;
import dev.trunkline.tts.core.SchedulerFactory;
import dev.trunkline.tts.provider.Voice;
import dev.trunkline.tts.provider.VoiceProvider;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands every record to the speaker of its call. Used by the consumer thread only, except for
 * {@link #calls}.
 */
public final class TtsWorker implements ConsumerLoop.Handler {
  private static final Logger log = LoggerFactory.getLogger(TtsWorker.class);

  /** A late record of another topic must not start an ended call's speaker again. */
  private static final int MAX_ENDED_CALLS = 1_000;

  private final SchedulerFactory schedulers;
  private final Duration idleTimeout;
  private final SpeakerDependencies dependencies;
  private final BiConsumer<ConsumerRecord<String, byte[]>, Exception> deadLetters;
  private final Map<String, CallSpeaker> speakers = new ConcurrentHashMap<>();
  private final Set<String> ended = BoundedMap.setOf(MAX_ENDED_CALLS);

  /**
   * @param idleTimeout a call without turns and messages for this long is closed: its end was not
   *     reported
   */
  public TtsWorker(
      SchedulerFactory schedulers,
      Duration idleTimeout,
      SpeakerDependencies dependencies,
      BiConsumer<ConsumerRecord<String, byte[]>, Exception> deadLetters) {
    this.schedulers = schedulers;
    this.idleTimeout = idleTimeout;
    this.dependencies = dependencies;
    this.deadLetters = deadLetters;
  }

  /** How many calls have a speaker. Any thread. */
  public int calls() {
    return speakers.size();
  }

  private record ReadEvent(
      Event event, ConsumerRecord<String, byte[]> message, @Nullable ReturnAddress to) {}

  @Override
  public void handle(ConsumerRecords<String, byte[]> records) {
    var events = new ArrayList<ReadEvent>();
    records.forEach(message -> read(message).ifPresent(events::add));
    // Floors first: text below a floor that was read in the same poll need not be synthesised.
    events.stream().filter(e -> e.event() instanceof FloorRaised).forEach(this::handleSafely);
    events.stream().filter(e -> !(e.event() instanceof FloorRaised)).forEach(this::handleSafely);
  }

  @Override
  public void tick() {
    dependencies.providers().all().forEach(provider -> provider.client().sockets().tick());
    for (Map.Entry<String, CallSpeaker> entry : speakers.entrySet()) {
      try {
        Duration idle = entry.getValue().tick();
        if (idle.compareTo(idleTimeout) >= 0) {
          close(entry.getKey());
        }
      } catch (RuntimeException e) {
        log.atError()
            .addKeyValue("call", entry.getKey())
            .setCause(e)
            .log("timeout check of call failed; trying again with the next tick");
      }
    }
  }

  @Override
  public void revoked(Collection<TopicPartition> partitions) {
    List<String> calls =
        speakers.entrySet().stream()
            .filter(entry -> partitions.contains(entry.getValue().partition()))
            .map(Map.Entry::getKey)
            .toList();
    calls.forEach(this::close);
  }

  private Optional<ReadEvent> read(ConsumerRecord<String, byte[]> message) {
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
      return event.map(e -> new ReadEvent(e, message, to));
    } catch (UnreadableRecord e) {
      deadLetters.accept(message, e);
      return Optional.empty();
    }
  }

  /** A record that provokes a bug goes to the dead letters; the other calls continue. */
  private void handleSafely(ReadEvent read) {
    try {
      handle(read);
    } catch (RuntimeException e) {
      deadLetters.accept(read.message(), e);
    }
  }

  private void handle(ReadEvent read) {
    String callSid = read.event().callSid();
    if (read.event() instanceof CallResumed) {
      ended.remove(callSid); // The call's end was reported too early.
    }
    if (ended.contains(callSid)) {
      dependencies.metrics().recordAfterCallEnd();
      return;
    }
    switch (read.event()) {
      case ReplyEvent reply -> {
        CallSpeaker speaker = speaker(read);
        try (Scope _ = Tracing.extract(read.message().headers()).makeCurrent()) {
          speaker.reply(reply, read.message().offset(), read.to());
        }
      }
      case CallEvent call -> handle(call, read);
      case Event other ->
          throw new IllegalStateException("unexpected event type: " + other.getClass());
    }
  }

  private void handle(CallEvent call, ReadEvent read) {
    switch (call) {
      case CallStarted _, CallResumed _ -> speaker(read).warmUp();
      case CallEnded _ -> {
        ended.add(call.callSid());
        close(call.callSid());
      }
      case DtmfPressed _, StreamLost _, RedirectFailed _, GapCovered _, EndReported _ -> {}
    }
  }

  private void close(String callSid) {
    CallSpeaker speaker = speakers.remove(callSid);
    if (speaker != null) {
      speaker.close();
    }
  }

  private CallSpeaker speaker(ReadEvent read) {
    CallSpeaker speaker =
        speakers.computeIfAbsent(read.event().callSid(), callSid -> newSpeaker(callSid, read));
    speaker.useAssistant(AssistantName.in(KafkaHeaders.of(read.message().headers())));
    return speaker;
  }

  private CallSpeaker newSpeaker(String callSid, ReadEvent read) {
    VoiceProvider first = dependencies.providers().all().getFirst().client();
    Voice voice = first.voices().of(AssistantName.in(KafkaHeaders.of(read.message().headers())));
    long now = dependencies.nanoTime().getAsLong();
    // Both topics have the same key and partition count, so the call is in the same partition.
    var partition = new TopicPartition(Topics.REPLIES.name(), read.message().partition());
    return new CallSpeaker(
        callSid, partition, schedulers.create(callSid, voice.toString(), now), dependencies);
  }
}
