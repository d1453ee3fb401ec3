// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

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
import dev.trunkline.gateway.call.CallLog;
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
final class KafkaCallLog implements CallLog, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KafkaCallLog.class);

  /** Frames of many calls travel together; what a frame waits is little against its 20 ms. */
  private static final Duration AUDIO_LINGER = Duration.ofMillis(2);

  private static final long LEAST_AUDIO_BUFFER = 32L * 1024 * 1024;

  private final ReturnAddress address;
  private final byte[] addressBytes;
  private final Publisher events;
  private final Publisher audio;
  private final PlaybackTraces traces;
  private final Assistants assistants;

  /** Of the calls with an open stream that are not the default assistant's. */
  private final Map<String, String> assistantOfCall = new ConcurrentHashMap<>();

  KafkaCallLog(
      KafkaClients clients,
      String id,
      ReturnAddress address,
      MeterRegistry meters,
      PlaybackTraces traces,
      Assistants assistants) {
    this.assistants = assistants;
    this.traces = traces;
    this.address = address;
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
      case CallStarted started -> choose(started.callSid(), started.to());
      case CallResumed resumed -> choose(resumed.callSid(), resumed.to());
      case EndReported _ -> {
        events.publish(Topics.CALLS, event, null); // The call's way back does not lead here.
        return;
      }
      case DtmfPressed _, StreamLost _, RedirectFailed _, GapCovered _, CallEnded _ -> {}
    }
    events.publish(Topics.CALLS, event, address, assistantOfCall.get(event.callSid()));
    if (event instanceof StreamLost || event instanceof CallEnded) {
      assistantOfCall.remove(event.callSid());
    }
  }

  private void choose(String callSid, String called) {
    assistants.called(called).ifPresent(who -> assistantOfCall.put(callSid, who.name()));
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
      byte[] ulaw) {
    var message = new ProducerRecord<>(Topics.AUDIO_INBOUND.name(), callSid, ulaw);
    InboundAudio.putHeaders(
        KafkaHeaders.of(message.headers()), streamSid, sequence, mediaMs, addressBytes);
    if (overAssistant) {
      InboundAudio.putOverAssistant(KafkaHeaders.of(message.headers()));
    }
    AssistantName.put(assistantOfCall.get(callSid), KafkaHeaders.of(message.headers()));
    audio.send(message);
  }

  /** Where unreadable records go as well. */
  Publisher events() {
    return events;
  }

  /** How many records could not be written since the start. */
  long lost() {
    return events.lost() + audio.lost();
  }

  /**
   * Callers go on speaking while the cluster is away, some 16 kB a second each: a quarter of the
   * heap is theirs then.
   */
  private static long audioBuffer() {
    return Math.max(LEAST_AUDIO_BUFFER, Runtime.getRuntime().maxMemory() / 4);
  }

  @Override
  public void close() {
    audio.close();
    events.close();
    if (lost() > 0) {
      log.atWarn().addKeyValue("records", lost()).log("some records were never written");
    }
  }
}
