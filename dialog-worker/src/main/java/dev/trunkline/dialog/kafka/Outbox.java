// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.trunkline.dialog.core.Personas;
import dev.trunkline.events.CallEvent;
import dev.trunkline.events.Event;
import dev.trunkline.events.GatewayCommand;
import dev.trunkline.events.PlaybackEvent;
import dev.trunkline.events.ReplyEvent;
import dev.trunkline.events.SpeechEvent;
import dev.trunkline.events.TranscriptEvent;
import dev.trunkline.events.TurnEvent;
import dev.trunkline.events.TurnEvent.TurnRequested;
import dev.trunkline.events.topic.AssistantName;
import dev.trunkline.events.topic.EventTopic;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.runtime.kafka.DeadLetters;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import dev.trunkline.runtime.telemetry.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what conversations say to the topics it belongs into, and what cannot be read aside. */
final class Outbox {
  private static final Logger log = LoggerFactory.getLogger(Outbox.class);

  private final ProcessorContext<String, byte[]> context;
  private final Personas personas;
  private final DialogMeters meters;
  private final Tracing tracing;

  Outbox(
      ProcessorContext<String, byte[]> context,
      Personas personas,
      DialogMeters meters,
      Tracing tracing) {
    this.context = context;
    this.personas = personas;
    this.meters = meters;
    this.tracing = tracing;
  }

  /** Sends a decision. Its first record that stays carries what was taken in since the last one. */
  void send(List<Event> events, Envelope envelope) {
    boolean told = false;
    for (Event event : events) {
      boolean first = !told && Trail.stays(event);
      told |= first;
      send(event, envelope, first);
    }
  }

  private void send(Event event, Envelope envelope, boolean first) {
    meters.said(event);
    switch (event) {
      case TurnRequested request -> request(request, envelope, first);
      case TurnEvent e -> forward(Topics.TURNS, e, envelope, first);
      case ReplyEvent e -> forward(Topics.REPLIES, e, envelope, first);
      case TranscriptEvent e -> forward(Topics.TRANSCRIPTS, e, envelope, first);
      case GatewayCommand e -> command(e, envelope);
      case CallEvent e -> forward(Topics.CALLS, e, envelope, first);
      case SpeechEvent _, PlaybackEvent _ ->
          throw new IllegalStateException("not the dialog's to say: " + event.getClass());
    }
  }

  /**
   * The answer belongs to the trace of what it answers, not to that of the event that let it go.
   */
  private void request(TurnRequested request, Envelope envelope, boolean first) {
    Question question = envelope.question();
    Span span =
        question == null
            ? Span.getInvalid()
            : tracing
                .turn("decide", question.trace(), request.callSid(), request.turn())
                .setStartTimestamp(question.sinceMs(), TimeUnit.MILLISECONDS)
                .startSpan();
    try (Scope _ = span.makeCurrent()) {
      forward(Topics.TURNS, request, envelope, first);
    } finally {
      span.end();
    }
  }

  private <E extends Event> void forward(
      EventTopic<E> topic, E event, Envelope envelope, boolean first) {
    forward(topic.codec().encode(event), envelope, first, Sinks.to(topic));
  }

  private void command(GatewayCommand command, Envelope envelope) {
    if (envelope.address() == null) {
      meters.unaddressed();
      log.atWarn()
          .addKeyValue("call", envelope.callSid())
          .log("a command without a return address");
      return;
    }
    forward(Topics.COMMANDS.encode(command), envelope, false, Sinks.GATEWAY);
  }

  private void forward(byte[] value, Envelope envelope, boolean first, String sink) {
    context.forward(
        new Record<>(envelope.callSid(), value, envelope.nowMs(), headers(envelope, first)), sink);
  }

  /**
   * Headers of a record: the return address, the assistant, the trail, and the current trace.
   *
   * @param first true if it lists what the decision followed from
   */
  private Headers headers(Envelope envelope, boolean first) {
    var headers = new RecordHeaders();
    if (envelope.address() != null) {
      envelope.address().putInto(KafkaHeaders.of(headers));
    }
    AssistantName.put(envelope.assistant(), KafkaHeaders.of(headers));
    envelope.trail().putNumber(headers);
    if (first) {
      envelope.trail().putInputs(personas.of(envelope.assistant()).manners(), headers);
    }
    Tracing.inject(headers);
    return headers;
  }

  /** To the dead letters of {@code topic}. */
  void putAside(Source source, String topic, Exception why) {
    meters.deadLetter(topic, why);
    Headers headers = new RecordHeaders(source.message().headers());
    DeadLetters.label(headers, "dialog-worker", source.place(), why);
    headers.add(ConversationTopology.DEAD_LETTER_HEADER, (topic + ".dlq").getBytes(US_ASCII));
    context.forward(source.message().withHeaders(headers), Sinks.DEAD_LETTERS);
  }
}
