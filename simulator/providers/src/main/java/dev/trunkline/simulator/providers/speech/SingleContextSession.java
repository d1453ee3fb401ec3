// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.speech;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.simulator.providers.fault.Fault;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** {@code stream-input}: one utterance, ended by an empty text. */
final class SingleContextSession extends SpeechSession {
  private @Nullable SpeakingContext context;

  SingleContextSession(
      SpeechSocket socket,
      SocketAuthentication door,
      LongSupplier nanoTime,
      Optional<Fault> atConnect) {
    super(socket, door, nanoTime, atConnect);
  }

  @Override
  void take(ObjectNode message, long nowNanos) throws TtsError {
    if (!message.hasNonNull("text")) {
      throw TtsError.invalidInput("text is required");
    }
    if (quotaSpent()) {
      throw new TtsError(401, "quota_exceeded", "This request exceeds your quota.");
    }
    SpeakingContext speaking = context;
    String text = message.path("text").asText();
    if (speaking == null) {
      if (socket().settings().strictInit() && !text.equals(" ")) {
        throw TtsError.invalidInput("the first message must have a single space as its text");
      }
      speaking = new SpeakingContext(socket(), null, message, false);
      context = speaking;
    }
    if (speaking.closing()) {
      return;
    }
    speaking.take(message, nowNanos);
    if (text.isEmpty()) {
      speaking.close(true);
    }
  }

  @Override
  void look(long nowNanos) {
    SpeakingContext speaking = context;
    if (speaking == null) {
      return;
    }
    if (speaking.finished()) {
      socket().peer().close(1000, "");
    } else if (!speaking.closing() && nowNanos - speaking.timeoutNanos() >= 0) {
      socket().fail("input_timeout_exceeded", timeoutText(), null);
    }
  }
}
