// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.kafka;

import dev.trunkline.events.ReplyEvent;
import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.providers.Endpoint;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import dev.trunkline.runtime.telemetry.TurnSpans;
import dev.trunkline.tts.core.SpeechAction;
import dev.trunkline.tts.core.SpeechInput;
import dev.trunkline.tts.core.SpeechScheduler;
import dev.trunkline.tts.core.VoiceFailure;
import dev.trunkline.tts.core.VoiceMessage;
import dev.trunkline.tts.provider.VoiceConnection;
import dev.trunkline.tts.provider.VoiceProvider;
import dev.trunkline.tts.provider.VoiceSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Performs for one call what its {@link SpeechScheduler} decides. Called by the consumer thread and
 * by the threads of the call's sockets; a lock serialises their inputs. No action performed under
 * the lock waits for the provider.
 */
final class CallSpeaker {
  private static final Logger log = LoggerFactory.getLogger(CallSpeaker.class);

  private final String callSid;
  private final TopicPartition partition;
  private final SpeechScheduler scheduler;
  private final SpeakerDependencies dependencies;
  private final TurnSpans spans;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable VoiceConnection connection;
  private volatile @Nullable String assistant;

  CallSpeaker(
      String callSid,
      TopicPartition partition,
      SpeechScheduler scheduler,
      SpeakerDependencies dependencies) {
    this.callSid = callSid;
    this.partition = partition;
    this.scheduler = scheduler;
    this.dependencies = dependencies;
    this.spans = new TurnSpans(dependencies.tracing(), "speak", callSid);
  }

  /** The partition of {@code replies} that this call's records come from. */
  TopicPartition partition() {
    return partition;
  }

  /** Sets whose voice the next socket uses. An open socket keeps its voice. */
  void useAssistant(@Nullable String name) {
    assistant = name;
  }

  void warmUp() {
    handle(new SpeechInput.WarmUp());
  }

  /** Handles a reply record, in the current trace. */
  void reply(ReplyEvent event, long offset, @Nullable ReturnAddress to) {
    switch (event) {
      case ReplyEvent.SegmentWritten segment -> spans.begin(segment.turn());
      case ReplyEvent.ReplyEnded end -> spans.begin(end.turn());
      case ReplyEvent.FloorRaised raised -> spans.interrupt(raised.floor() - 1);
    }
    handle(new SpeechInput.ReplyRead(event, offset, to));
  }

  /**
   * Checks timeouts. Does nothing while another thread handles an input, which checks them too.
   *
   * @return how long the call has been idle
   */
  Duration tick() {
    if (!lock.tryLock()) {
      return Duration.ZERO;
    }
    try {
      long now = dependencies.nanoTime().getAsLong();
      perform(scheduler.on(new SpeechInput.Tick(), now));
      return scheduler.idleFor(now);
    } finally {
      lock.unlock();
    }
  }

  /** Drops what is in progress and closes the socket: the call ended or has another owner. */
  void close() {
    handle(new SpeechInput.CallClosed());
  }

  private void handle(SpeechInput input) {
    lock.lock();
    try {
      perform(scheduler.on(input, dependencies.nanoTime().getAsLong()));
    } finally {
      lock.unlock();
    }
  }

  private void perform(List<SpeechAction> actions) {
    int unreachable = -1;
    for (SpeechAction action : actions) {
      switch (action) {
        case SpeechAction.Connect connect -> unreachable = connect(connect) ? -1 : connect.socket();
        case SpeechAction.Send send -> connection().send(send.request());
        case SpeechAction.CloseSocket _ -> connection().close();
        case SpeechAction.AbortSocket _ -> connection().abort();
        case SpeechAction.Publish publish -> publish(publish.audio(), publish.to());
        case SpeechAction.Hold hold ->
            dependencies.unfinished().hold(partition, callSid, hold.offset());
        case SpeechAction.Release _ -> dependencies.unfinished().release(partition, callSid);
        case SpeechAction.Report report -> report(report);
      }
    }
    if (unreachable >= 0) {
      handle(new SpeechInput.SocketLost(unreachable, VoiceFailure.noProviderAvailable()));
    }
  }

  /** False if the circuit breakers of all providers are open. */
  private boolean connect(SpeechAction.Connect request) {
    int number = request.socket();
    Endpoint<VoiceProvider> endpoint =
        dependencies.providers().admitting(request.provider()).orElse(null);
    if (endpoint == null) {
      connection = null;
      return false;
    }
    handle(new SpeechInput.ProviderChosen(number, endpoint.number()));
    connection = new VoiceConnection(endpoint, assistant, new SocketListener(number));
    return true;
  }

  /** The scheduler sends and closes only after it has asked for a socket. */
  private VoiceConnection connection() {
    if (connection == null) {
      throw new IllegalStateException("no socket for call " + callSid);
    }
    return connection;
  }

  private void publish(OutboundAudio chunk, ReturnAddress to) {
    var message = new ProducerRecord<>(to.topic(), callSid, chunk.ulaw());
    chunk.putHeaders(KafkaHeaders.of(message.headers()));
    spans.within(chunk.turn(), () -> dependencies.audio().accept(message));
    if (chunk.ulaw().length > 0) {
      spans.firstAudio(chunk.turn());
    }
    if (chunk.end() == OutboundAudio.End.TURN) {
      spans.end(chunk.turn());
    }
  }

  private void report(SpeechAction.Report report) {
    dependencies.metrics().count(report);
    if (connection != null) {
      connection.count(report);
    }
    if (report instanceof SpeechAction.ProviderFailed failed) {
      log(failed);
    }
  }

  private void log(SpeechAction.ProviderFailed failed) {
    VoiceFailure failure = failed.failure();
    boolean permanent = failure.category().isPermanent();
    (failed.turnsGivenUp() > 0 || permanent ? log.atError() : log.atWarn())
        .addKeyValue("call", callSid)
        .addKeyValue("category", failure.category())
        .addKeyValue("code", failure.code())
        .addKeyValue("turnsGivenUp", failed.turnsGivenUp())
        .log(message(failed));
  }

  private static String message(SpeechAction.ProviderFailed failed) {
    if (failed.failure().isNoProviderAvailable()) {
      return "circuit breakers of all speech providers open; turns ended without their audio";
    }
    if (failed.turnsGivenUp() > 0) {
      return "speech synthesis failed; turns ended without their remaining audio";
    }
    return failed.failure().category().isPermanent()
        ? "speech provider returned a permanent error; no turn lost so far"
        : "speech synthesis failed; retrying";
  }

  /** Turns the events of socket {@code number} into inputs. */
  private final class SocketListener implements VoiceSocket.Listener {
    private final int number;

    SocketListener(int number) {
      this.number = number;
    }

    @Override
    public void opened() {
      handle(new SpeechInput.SocketOpened(number));
    }

    @Override
    public void received(VoiceMessage message) {
      handle(new SpeechInput.MessageReceived(number, message));
    }

    @Override
    public void lost(VoiceFailure failure) {
      handle(new SpeechInput.SocketLost(number, failure));
    }
  }
}
