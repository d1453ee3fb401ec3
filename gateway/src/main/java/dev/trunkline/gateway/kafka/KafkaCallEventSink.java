// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.trunkline.events.CallEvent;
import dev.trunkline.events.CallEvent.CallEnded;
import dev.trunkline.events.CallEvent.CallResumed;
import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.events.CallEvent.DtmfPressed;
import dev.trunkline.events.CallEvent.EndReported;
import dev.trunkline.events.CallEvent.GapCovered;
import dev.trunkline.events.CallEvent.RedirectFailed;
import dev.trunkline.events.CallEvent.StreamLost;
import dev.trunkline.events.GatewayCommand;
import dev.trunkline.events.PlaybackEvent;
import dev.trunkline.events.topic.AssistantName;
import dev.trunkline.events.topic.InboundAudio;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.gateway.call.CallEventSink;
import dev.trunkline.runtime.assistant.Assistants;
import dev.trunkline.runtime.kafka.KafkaClients;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import dev.trunkline.runtime.kafka.Publisher;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes calls to their topics, with the gateway's return address on every record. */
public final class KafkaCallEventSink implements CallEventSink, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KafkaCallEventSink.class);

  /** Batches frames of many calls; a short delay compared with a frame's 20 ms. */
  private static final Duration AUDIO_LINGER = Duration.ofMillis(2);

  private static final long MIN_AUDIO_BUFFER_BYTES = 32L * 1024 * 1024;

  private final ReturnAddress address;
  private final byte[] addressBytes;
  private final Publisher events;
  private final Publisher audio;
  private final PlaybackTraces traces;
  private final Assistants assistants;

  /** By {@code CallSid}: calls with an open stream whose assistant is not the default one. */
  private final Map<String, String> assistantOfCall = new ConcurrentHashMap<>();

  public KafkaCallEventSink(
      KafkaClients clients,
      String id,
      MeterRegistry meters,
      PlaybackTraces traces,
      Assistants assistants) {
    this.assistants = assistants;
    this.traces = traces;
    this.address = ReturnAddress.ofGateway(id);
    this.addressBytes = address.topic().getBytes(US_ASCII);
    this.events =
        new Publisher(clients.producer("gateway-" + id + "-events", Duration.ZERO), meters);
    this.audio =
        new Publisher(
            clients.producer("gateway-" + id + "-audio", AUDIO_LINGER, audioBuffer()), meters);
  }

  @Override
  public void call(CallEvent event) {
    traces.call(event);
    switch (event) {
      case CallStarted started -> selectAssistant(started.callSid(), started.to());
      case CallResumed resumed -> selectAssistant(resumed.callSid(), resumed.to());
      case EndReported _ -> {
        events.publish(Topics.CALLS, event, null); // The call's return address is another gateway.
        return;
      }
      case DtmfPressed _, StreamLost _, RedirectFailed _, GapCovered _, CallEnded _ -> {}
    }
    events.publish(Topics.CALLS, event, address, assistantOfCall.get(event.callSid()));
    if (event instanceof StreamLost || event instanceof CallEnded) {
      assistantOfCall.remove(event.callSid());
    }
  }

  private void selectAssistant(String callSid, String calledNumber) {
    assistants
        .called(calledNumber)
        .ifPresent(assistant -> assistantOfCall.put(callSid, assistant.name()));
  }

  @Override
  public void playback(PlaybackEvent event) {
    traces.playback(event, () -> events.publish(Topics.PLAYBACK, event, address));
  }

  @Override
  public void command(GatewayCommand command, ReturnAddress gateway) {
    events.command(command, gateway);
  }

  @Override
  public void audio(
      String callSid,
      byte[] streamSid,
      long sequence,
      long mediaMs,
      boolean overAssistant,
      InboundAudio.Echo echo,
      byte[] ulaw) {
    var message = new ProducerRecord<>(Topics.AUDIO_INBOUND.name(), callSid, ulaw);
    InboundAudio.putHeaders(
        KafkaHeaders.of(message.headers()), streamSid, sequence, mediaMs, addressBytes);
    if (overAssistant) {
      InboundAudio.putOverAssistant(KafkaHeaders.of(message.headers()));
    }
    InboundAudio.putEcho(echo, KafkaHeaders.of(message.headers()));
    AssistantName.put(assistantOfCall.get(callSid), KafkaHeaders.of(message.headers()));
    audio.send(message);
  }

  /** The producer of events, which also writes dead letters. */
  public Publisher events() {
    return events;
  }

  /** How many records could not be written since the start. */
  public long lost() {
    return events.lost() + audio.lost();
  }

  /**
   * While the cluster is unreachable every caller still sends about 16 kB/s of audio; a quarter of
   * the heap buffers it.
   */
  private static long audioBuffer() {
    return Math.max(MIN_AUDIO_BUFFER_BYTES, Runtime.getRuntime().maxMemory() / 4);
  }

  @Override
  public void close() {
    audio.close();
    events.close();
    if (lost() > 0) {
      log.atWarn()
          .addKeyValue("records", lost())
          .log("records lost: not written to Kafka before shutdown");
    }
  }
}
