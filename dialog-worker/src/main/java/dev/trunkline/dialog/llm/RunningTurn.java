package dev.trunkline.dialog.llm;

import dev.trunkline.common.event.FailureCategory;
import dev.trunkline.common.event.ReplyEvent;
import dev.trunkline.common.event.ReplyEvent.ReplyEnded;
import dev.trunkline.common.event.ReplyEvent.SegmentWritten;
import dev.trunkline.common.event.TurnEvent.TurnRequested;
import dev.trunkline.common.kafka.Publisher;
import dev.trunkline.common.telemetry.Labels;
import dev.trunkline.common.topic.ReturnAddress;
import dev.trunkline.common.topic.Topics;
import dev.trunkline.dialog.speakable.Speakable;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A requested turn while the model answers. A failure before the first token is tried again within
 * the budget; after it the answer ends there, since another attempt would begin with other words.
 * Thread-safe.
 */
final class RunningTurn implements ChatClient.Listener {
  private static final Logger log = LoggerFactory.getLogger(RunningTurn.class);

  /** What a turn needs of its runner. */
  record Surroundings(
      ChatClient chat, Publisher results, Retries retries, InstantSource clock, LlmMeters meters) {}

  /**
   * Where a turn comes from.
   *
   * @param assistant whose answer it is, null for the default assistant
   * @param speakable the rules of that assistant's language
   */
  record Origin(@Nullable ReturnAddress address, @Nullable String assistant, Speakable speakable) {}

  private final TurnRequested request;
  private final Origin origin;
  private final Surroundings around;
  private final Runnable onEnd;
  private final Span span;
  private final Segmenter segmenter = new Segmenter();
  private final long startedNanos = System.nanoTime();
  private ChatClient.@Nullable Answer answer;
  private int segments;
  private int attempt;
  private long firstTokenAtMs;
  private boolean over;

  /**
   * @param span what is written belongs to it; ended with the turn
   */
  RunningTurn(
      TurnRequested request, Origin origin, Surroundings around, Span span, Runnable onEnd) {
    this.request = request;
    this.origin = origin;
    this.around = around;
    this.onEnd = onEnd;
    this.span = span;
  }

  int number() {
    return request.turn();
  }

  synchronized void start() {
    if (!over) {
      attempt++;
      around.meters().asked();
      answer = around.chat().ask(request.messages(), this);
    }
  }

  /** The turn is not wanted any more; nothing of it is written from now on. */
  synchronized void cancel() {
    if (!over) {
      over = true;
      around.meters().cancelled();
      if (answer != null) {
        answer.cancel();
      }
      span.setAttribute("trunkline.interrupted", true).end();
      onEnd.run();
    }
  }

  @Override
  public synchronized void onToken(String text) {
    if (over) {
      return;
    }
    if (firstTokenAtMs == 0) {
      firstTokenAtMs = around.clock().millis();
      span.addEvent("first-token");
      around.meters().firstToken(System.nanoTime() - startedNanos);
    }
    write(segmenter.push(text));
  }

  @Override
  public synchronized void onDone() {
    if (!over) {
      write(segmenter.end());
      boolean empty = segments == 0;
      end(empty ? FailureCategory.GARBLED : null);
    }
  }

  @Override
  public synchronized void onFailure(ChatFailure failure) {
    if (over) {
      return;
    }
    around.meters().failed(failure.category());
    log.atWarn()
        .addKeyValue("call", request.callSid())
        .addKeyValue("turn", request.turn())
        .addKeyValue("category", failure.category())
        .addKeyValue("detail", failure.detail())
        .log("the model failed");
    boolean again = firstTokenAtMs == 0 && around.retries().allows(attempt, failure);
    if (again) {
      around.retries().later(attempt, failure, this::start);
    } else {
      write(segmenter.end());
      end(failure.category());
    }
  }

  private void write(List<String> texts) {
    for (String written : texts) {
      String text = origin.speakable().of(written);
      if (text.isEmpty()) {
        continue;
      }
      var segment =
          new SegmentWritten(
              request.callSid(),
              request.turn(),
              segments++,
              text,
              firstTokenAtMs,
              around.clock().millis());
      publish(segment);
    }
  }

  private void end(@Nullable FailureCategory failure) {
    over = true;
    var end =
        new ReplyEnded(
            request.callSid(), request.turn(), segments, failure, around.clock().millis());
    publish(end);
    if (failure != null) {
      span.setStatus(StatusCode.ERROR, Labels.of(failure));
    }
    span.end();
    onEnd.run();
  }

  private void publish(ReplyEvent event) {
    try (Scope _ = span.makeCurrent()) {
      around.results().publish(Topics.REPLIES, event, origin.address(), origin.assistant());
    }
  }
}
