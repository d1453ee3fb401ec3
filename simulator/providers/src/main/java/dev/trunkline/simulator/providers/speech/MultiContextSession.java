// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.speech;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.simulator.providers.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** {@code multi-stream-input}: several utterances side by side, each in its context. */
final class MultiContextSession extends SpeechSession {
  /** Open, closing, and those that are over but still count. */
  private final List<SpeakingContext> contexts = new ArrayList<>();

  private long touchedNanos;
  private boolean closingSocket;

  MultiContextSession(
      SpeechSocket socket,
      SocketAuthentication door,
      LongSupplier nanoTime,
      Optional<Fault> atConnect) {
    super(socket, door, nanoTime, atConnect);
    touchedNanos = nanoTime.getAsLong();
  }

  @Override
  void take(ObjectNode message, long nowNanos) throws TtsError {
    touchedNanos = nowNanos;
    if (message.path("close_socket").asBoolean()) {
      closingSocket = true;
      contexts.forEach(context -> context.close(true));
      return;
    }
    if (closingSocket) {
      return;
    }
    String id = message.hasNonNull("context_id") ? message.get("context_id").asText() : null;
    boolean close = message.path("close_context").asBoolean();
    Optional<SpeakingContext> known = open(id);
    if (known.isEmpty() && close) {
      return;
    }
    // Whatever names an unknown context creates it, be it a flush or a sign of life.
    SpeakingContext context = known.isPresent() ? known.get() : create(id, message, nowNanos);
    if (context != null) {
      context.take(message, nowNanos);
      if (close) {
        context.close(socket().settings().closeSpeaksBuffer());
      }
    }
  }

  @Override
  void look(long nowNanos) {
    contexts.removeIf(context -> !context.counts(nowNanos));
    if (closingSocket) {
      if (contexts.stream().allMatch(SpeakingContext::finished)) {
        socket().peer().close(1000, "");
      }
      return;
    }
    for (SpeakingContext context : contexts) {
      if (!context.closing() && nowNanos - context.timeoutNanos() >= 0) {
        timedOut(context);
        return;
      }
    }
    long idleNanos = TimeUnit.MILLISECONDS.toNanos(socket().parameters().inactivityMs());
    if (contexts.isEmpty() && nowNanos - touchedNanos >= idleNanos) {
      socket().fail("input_timeout_exceeded", timeoutText(), null);
    }
  }

  private void timedOut(SpeakingContext context) {
    if (socket().settings().timeoutClosesSocket()) {
      socket().fail("input_timeout_exceeded", timeoutText(), context.id());
      return;
    }
    socket()
        .peer()
        .send(socket().frames().error("input_timeout_exceeded", timeoutText(), context.id()));
    context.close(false);
  }

  private Optional<SpeakingContext> open(@Nullable String id) {
    return contexts.stream()
        .filter(context -> Objects.equals(context.id(), id) && !context.closing())
        .filter(context -> !context.finished())
        .findFirst();
  }

  private @Nullable SpeakingContext create(@Nullable String id, ObjectNode first, long nowNanos)
      throws TtsError {
    contexts.removeIf(context -> !context.counts(nowNanos));
    int most = socket().settings().maxContexts();
    if (contexts.size() >= most) {
      String text = "Maximum number of simultaneous contexts exceeded (%d).".formatted(most);
      socket().fail("max_active_conversations", text, null);
      return null;
    }
    var context = new SpeakingContext(socket(), id, first, quotaSpent());
    contexts.add(context);
    return context;
  }
}
