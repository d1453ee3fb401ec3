// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.trunkline.dialog.core.AssistantProfiles;
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
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the events of decisions to their topics, and unreadable records to dead-letter topics. */
final class DecisionSender {
  private static final Logger log = LoggerFactory.getLogger(DecisionSender.class);

  private final ProcessorContext<String, byte[]> output;
  private final AssistantProfiles assistants;
  private final ConversationMetrics metrics;
  private final Tracing tracing;

  DecisionSender(
      ProcessorContext<String, byte[]> output,
      AssistantProfiles assistants,
      ConversationMetrics metrics,
      Tracing tracing) {
    this.output = output;
    this.assistants = assistants;
    this.metrics = metrics;
    this.tracing = tracing;
  }

  /** Sends a decision. Its first retained record lists the inputs since the last one. */
  void send(List<Event> events, DecisionContext context) {
    boolean listed = false;
    for (Event event : events) {
      boolean first = !listed && PendingTrail.isRetained(event);
      listed |= first;
      send(event, context, first);
    }
  }

  private void send(Event event, DecisionContext context, boolean first) {
    metrics.published(event);
    switch (event) {
      case TurnRequested request -> request(request, context, first);
      case TurnEvent e -> forward(Topics.TURNS, e, context, first);
      case ReplyEvent e -> forward(Topics.REPLIES, e, context, first);
      case TranscriptEvent e -> forward(Topics.TRANSCRIPTS, e, context, first);
      case GatewayCommand e -> command(e, context);
      case CallEvent e -> forward(Topics.CALLS, e, context, first);
      case SpeechEvent _, PlaybackEvent _ ->
          throw new IllegalStateException("not an event of the dialog worker: " + event.getClass());
    }
  }

  /** An answer belongs to the trace of the words it answers, not to that of the last input. */
  private void request(TurnRequested request, DecisionContext context, boolean first) {
    QuestionTrace question = context.question();
    Span span =
        question == null
            ? Span.getInvalid()
            : tracing
                .turn("decide", question.trace(), request.callSid(), request.turn())
                .setStartTimestamp(question.sinceMs(), TimeUnit.MILLISECONDS)
                .startSpan();
    try (Scope _ = span.makeCurrent()) {
      forward(Topics.TURNS, request, context, first);
    } finally {
      span.end();
    }
  }

  private <E extends Event> void forward(
      EventTopic<E> topic, E event, DecisionContext context, boolean first) {
    forward(topic.codec().encode(event), context, first, SinkNames.of(topic));
  }

  private void command(GatewayCommand command, DecisionContext context) {
    if (context.address() == null) {
      metrics.unaddressed();
      log.atWarn()
          .addKeyValue("call", context.callSid())
          .log("no return address for call; gateway command dropped");
      return;
    }
    forward(Topics.COMMANDS.encode(command), context, false, SinkNames.GATEWAY);
  }

  private void forward(byte[] value, DecisionContext context, boolean first, String sink) {
    var message = new Record<>(context.callSid(), value, context.nowMs());
    putHeaders(message.headers(), context, first);
    output.forward(message, sink);
  }

  /**
   * Adds the return address, the assistant, the trail and the current trace.
   *
   * @param first true if the record lists the inputs of the decision
   */
  private void putHeaders(Headers headers, DecisionContext context, boolean first) {
    if (context.address() != null) {
      context.address().putInto(KafkaHeaders.of(headers));
    }
    AssistantName.put(context.assistant(), KafkaHeaders.of(headers));
    context.trail().putNumber(headers);
    if (first) {
      context.trail().putInputs(assistants.of(context.assistant()).settings(), headers);
    }
    Tracing.inject(headers);
  }

  /** Copies a record to the dead-letter topic of {@code topic}. */
  void sendDeadLetter(SourceRecord source, String topic, Exception why) {
    metrics.deadLetter(topic, why);
    Record<String, byte[]> copy = source.message().withHeaders(source.message().headers());
    DeadLetters.label(copy.headers(), "dialog-worker", source.place(), why);
    copy.headers()
        .add(ConversationTopology.DEAD_LETTER_HEADER, (topic + ".dlq").getBytes(US_ASCII));
    output.forward(copy, SinkNames.DEAD_LETTERS);
  }
}
