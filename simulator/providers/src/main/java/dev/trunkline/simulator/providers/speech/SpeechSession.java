// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.speech;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.simulator.providers.fault.Fault;
import dev.trunkline.simulator.providers.wire.Json;
import dev.trunkline.simulator.providers.wire.WebSocketSession;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What the two kinds of speech sockets have in common: the door, bad messages, and the end. */
abstract class SpeechSession implements WebSocketSession {
  /** Limits may change at run time, so a silent socket looks at them this often. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final SpeechSocket socket;
  private final SocketAuthentication door;
  private final LongSupplier nanoTime;
  private final Optional<Fault> atConnect;
  private final long openedNanos;
  private boolean admitted;

  SpeechSession(
      SpeechSocket socket,
      SocketAuthentication door,
      LongSupplier nanoTime,
      Optional<Fault> atConnect) {
    this.socket = socket;
    this.door = door;
    this.nanoTime = nanoTime;
    this.atConnect = atConnect;
    openedNanos = nanoTime.getAsLong();
  }

  /** Takes a message of an admitted client. */
  abstract void take(ObjectNode message, long nowNanos) throws TtsError;

  /** Looks after timeouts and endings. */
  abstract void look(long nowNanos);

  final SpeechSocket socket() {
    return socket;
  }

  /** Whether the account has nothing left, as ordered at the connect. */
  final boolean quotaSpent() {
    return atConnect.orElse(null) instanceof Fault.SilentQuota;
  }

  @Override
  public final void opened() {
    socket.note(
        "opened",
        Json.object().put("format", "" + socket.parameters().format()).put("voice", door.voice()));
    switch (atConnect.orElse(null)) {
      case Fault.ProviderError error -> socket.fail(error.code(), error.message(), null);
      case Fault.Stall stall -> {
        boolean _ = socket.peer().awaitClosed(TimeUnit.MILLISECONDS.toNanos(stall.forMs()));
      }
      case Fault.Garbage _ -> socket.peer().send("{\"audio\":");
      case Fault.Reset _ -> socket.peer().drop();
      case Fault.SilentQuota _, Fault.Warning _, Fault.NoDone _ -> {}
      case null -> {}
    }
  }

  @Override
  public final void received(String text) {
    try {
      ObjectNode message =
          Json.parse(text)
              .orElseThrow(() -> TtsError.invalidInput("the message is no JSON object"));
      checkTypes(message);
      if (!admitted) {
        door.admit(message);
        admitted = true;
      }
      long now = nanoTime.getAsLong();
      take(message, now);
      look(now);
    } catch (TtsError e) {
      socket.fail(e.code(), e.text(), null);
    }
  }

  @Override
  public final void receivedBinary(int bytes) {
    socket.fail("invalid_input_message", "binary messages are not allowed", null);
  }

  @Override
  public final void overflowed() {
    socket.fail("system_busy", "messages come faster than they can be processed", null);
  }

  @Override
  public final long deadlineNanos() {
    return nanoTime.getAsLong() + LOOK_NANOS;
  }

  @Override
  public final void timeUp() {
    long now = nanoTime.getAsLong();
    long limit = socket.faults().sessionLimitMs().orElse(0);
    if (limit > 0 && now - openedNanos >= TimeUnit.MILLISECONDS.toNanos(limit)) {
      socket.note("error", Json.object().put("code", "session_limit"));
      socket.peer().close(1000, "session limit reached");
      return;
    }
    look(now);
  }

  @Override
  public final void closed(int code, String reason) {
    socket.note("disconnected", Json.object().put("code", code).put("reason", reason));
  }

  /** The error of a client that has been silent for too long. */
  final String timeoutText() {
    return ("Have not received a new text input within the timeout of %.1f seconds. Streaming input"
            + " terminated. Please make sure to send new text within the timeout, or close the"
            + " context when there is none.")
        .formatted(socket.parameters().inactivityMs() / 1000.0);
  }

  private static void checkTypes(ObjectNode message) throws TtsError {
    if (message.hasNonNull("text") && !message.get("text").isTextual()) {
      throw TtsError.invalidInput("text must be a string");
    }
    if (message.hasNonNull("context_id") && !message.get("context_id").isTextual()) {
      throw TtsError.invalidInput("context_id must be a string");
    }
    for (String flag :
        new String[] {"flush", "close_context", "close_socket", "try_trigger_generation"}) {
      if (message.hasNonNull(flag) && !message.get(flag).isBoolean()) {
        throw TtsError.invalidInput(flag + " must be a boolean");
      }
    }
  }
}
