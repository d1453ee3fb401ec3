// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts;

import dev.trunkline.events.ReplyEvent;
import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.providers.Endpoint;
import dev.trunkline.providers.Endpoints;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import dev.trunkline.runtime.kafka.UnfinishedWork;
import dev.trunkline.runtime.telemetry.Tracing;
import dev.trunkline.runtime.telemetry.TurnSpans;
import dev.trunkline.tts.elevenlabs.Failure;
import dev.trunkline.tts.elevenlabs.VoiceMessage;
import dev.trunkline.tts.elevenlabs.VoiceSocket;
import dev.trunkline.tts.speech.CallSpeech;
import dev.trunkline.tts.speech.SpeechAction;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does for one call what its {@link CallSpeech} decides. Called by the loop's thread and by the
 * threads of the call's sockets; a lock puts their inputs into a row. Nothing done under it waits
 * for the provider.
 */
final class Speaker {
  private static final Logger log = LoggerFactory.getLogger(Speaker.class);

  /** What all speakers share. */
  record Surroundings(
      Endpoints<VoiceProvider> providers,
      Consumer<ProducerRecord<String, byte[]>> audio,
      UnfinishedWork unfinished,
      TtsMeters meters,
      Tracing tracing,
      LongSupplier nanoTime) {}

  private final String callSid;
  private final TopicPartition partition;
  private final CallSpeech speech;
  private final Surroundings around;
  private final TurnSpans spans;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Connection connection;
  private volatile @Nullable String assistant;

  Speaker(String callSid, TopicPartition partition, CallSpeech speech, Surroundings around) {
    this.callSid = callSid;
    this.partition = partition;
    this.speech = speech;
    this.around = around;
    this.spans = new TurnSpans(around.tracing(), "speak", callSid);
  }

  /** The partition of {@code replies} that this call's records come from. */
  TopicPartition partition() {
    return partition;
  }

  /** Whose words these are; a socket that is open keeps its voice. */
  void speakAs(@Nullable String name) {
    assistant = name;
  }

  void warmUp() {
    input(now -> speech.warmUp(now));
  }

  /** A reply, in the trace that is current. */
  void reply(ReplyEvent event, long offset, @Nullable ReturnAddress to) {
    switch (event) {
      case ReplyEvent.SegmentWritten segment -> spans.begin(segment.turn());
      case ReplyEvent.ReplyEnded end -> spans.begin(end.turn());
      case ReplyEvent.FloorRaised raised -> spans.interrupt(raised.floor() - 1);
    }
    input(now -> speech.reply(event, offset, to, now));
  }

  /**
   * Lets time pass. Skipped if the call is busy, for then it is looked at anyway.
   *
   * @return for how long nothing was to be said and nothing came
   */
  Duration tick() {
    if (!lock.tryLock()) {
      return Duration.ZERO;
    }
    try {
      long now = around.nanoTime().getAsLong();
      perform(speech.tick(now));
      return speech.idleFor(now);
    } finally {
      lock.unlock();
    }
  }

  /** The call is over, or another worker's: what is in hand is dropped, the socket closed. */
  void end() {
    input(now -> speech.end());
  }

  private interface Input {
    List<SpeechAction> at(long nanos);
  }

  private void input(Input input) {
    lock.lock();
    try {
      perform(input.at(around.nanoTime().getAsLong()));
    } finally {
      lock.unlock();
    }
  }

  private void perform(List<SpeechAction> actions) {
    int unreachable = -1;
    for (SpeechAction action : actions) {
      switch (action) {
        case SpeechAction.Connect connect -> unreachable = connect(connect) ? -1 : connect.socket();
        case SpeechAction.Send send -> present().send(send.request());
        case SpeechAction.Leave _ -> present().leave();
        case SpeechAction.Abandon _ -> present().abandon();
        case SpeechAction.Publish publish -> publish(publish.audio(), publish.to());
        case SpeechAction.Hold hold -> around.unfinished().hold(partition, callSid, hold.offset());
        case SpeechAction.Release _ -> around.unfinished().release(partition, callSid);
        case SpeechAction.Report report -> report(report);
      }
    }
    if (unreachable >= 0) {
      int socket = unreachable;
      input(now -> speech.lost(socket, Failure.notAsked(), now));
    }
  }

  /** False if no provider is worth asking. */
  private boolean connect(SpeechAction.Connect wish) {
    int number = wish.socket();
    Endpoint<VoiceProvider> endpoint = around.providers().admitting(wish.provider()).orElse(null);
    if (endpoint == null) {
      connection = null;
      return false;
    }
    speech.reaches(number, endpoint.number());
    connection = new Connection(endpoint, assistant, new Events(number));
    return true;
  }

  /** {@link CallSpeech} speaks of a socket only after it has asked for it. */
  private Connection present() {
    if (connection == null) {
      throw new IllegalStateException("no socket was asked for");
    }
    return connection;
  }

  private void publish(OutboundAudio chunk, ReturnAddress to) {
    var message = new ProducerRecord<>(to.topic(), callSid, chunk.ulaw());
    chunk.putHeaders(KafkaHeaders.of(message.headers()));
    spans.within(chunk.turn(), () -> around.audio().accept(message));
    if (chunk.ulaw().length > 0) {
      spans.firstAudio(chunk.turn());
    }
    if (chunk.end() == OutboundAudio.End.TURN) {
      spans.end(chunk.turn());
    }
  }

  private void report(SpeechAction.Report report) {
    around.meters().count(report);
    if (connection != null) {
      connection.count(report);
    }
    if (report instanceof SpeechAction.Failed(Failure failure, int turnsGivenUp)) {
      boolean serious = turnsGivenUp > 0 || failure.category().isPermanent();
      (serious ? log.atError() : log.atWarn())
          .addKeyValue("call", callSid)
          .addKeyValue("category", failure.category())
          .addKeyValue("code", failure.code())
          .addKeyValue("turnsGivenUp", turnsGivenUp)
          .log("speech provider failed");
    }
  }

  /** The events of socket {@code number}. */
  private final class Events implements VoiceSocket.Listener {
    private final int number;

    Events(int number) {
      this.number = number;
    }

    @Override
    public void opened() {
      input(now -> speech.opened(number, now));
    }

    @Override
    public void received(VoiceMessage message) {
      input(now -> speech.received(number, message, now));
    }

    @Override
    public void lost(Failure failure) {
      input(now -> speech.lost(number, failure, now));
    }
  }
}
