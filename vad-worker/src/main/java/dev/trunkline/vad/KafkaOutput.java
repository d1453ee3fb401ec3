package dev.trunkline.vad;

import dev.trunkline.common.event.SpeechEvent;
import dev.trunkline.common.event.SpeechEvent.SpeechEnded;
import dev.trunkline.common.event.UnreadableRecord;
import dev.trunkline.common.kafka.DeadLetters;
import dev.trunkline.common.kafka.Publisher;
import dev.trunkline.common.telemetry.Tracing;
import dev.trunkline.common.topic.ReturnAddress;
import dev.trunkline.common.topic.Topics;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Speech to topic {@code speech}, what cannot be read to the dead letters. */
record KafkaOutput(Publisher publisher, DeadLetters deadLetters, Tracing tracing)
    implements SpeechOutput {
  @Override
  public void publish(SpeechEvent event, ReturnAddress returnAddress) {
    Span span = event instanceof SpeechEnded ended ? silenceWait(ended) : Span.getInvalid();
    try (Scope _ = span.makeCurrent()) {
      publisher.publish(Topics.SPEECH, event, returnAddress);
    } finally {
      span.end();
    }
  }

  /** Here a turn's trace begins: when the caller had fallen silent. */
  private Span silenceWait(SpeechEnded ended) {
    long silentSinceMs = ended.atMs() - (ended.decidedMs() - ended.endMs());
    return tracing
        .step("silence-wait", Context.root(), ended.callSid())
        .setStartTimestamp(silentSinceMs, TimeUnit.MILLISECONDS)
        .startSpan();
  }

  @Override
  public void unreadable(ConsumerRecord<String, byte[]> message, UnreadableRecord why) {
    deadLetters.put(message, why);
  }
}
