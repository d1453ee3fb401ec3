// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

import dev.trunkline.providers.Backoff;
import dev.trunkline.providers.Failover;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a call connects, to which provider, and what is sent on its socket; knows which
 * contexts count against the provider's limit.
 */
final class SocketController {
  private enum State {
    NONE,
    CONNECTING,
    OPEN
  }

  private final SpeechLimits limits;
  private final RandomGenerator random;
  private final ActionBuffer actions;
  private final Backoff backoff;
  private final Failover failover;

  /** Contexts that the provider has not ended yet, including those that we asked it to close. */
  private final Set<String> contexts = new HashSet<>();

  private State state = State.NONE;
  private int socket;
  private int provider;
  private long retryAtNanos;

  SocketController(SpeechLimits limits, RandomGenerator random, ActionBuffer actions) {
    this.limits = limits;
    this.random = random;
    this.actions = actions;
    this.backoff = new Backoff(limits.backoff(), limits.maxBackoff());
    this.failover = new Failover(limits.providers());
  }

  /** True if {@code number} is the current socket. */
  boolean isCurrent(int number) {
    return state != State.NONE && socket == number;
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  /** Opens a socket if the call has no socket and the backoff after the last failure has passed. */
  void connectIfDue(long now) {
    if (state == State.NONE && (failover.failures() == 0 || now - retryAtNanos >= 0)) {
      state = State.CONNECTING;
      socket++;
      if (failover.failures() == 0) {
        provider = failover.preferred();
      }
      actions.add(new SpeechAction.Connect(socket, provider));
    }
  }

  /** The current socket is being opened at this provider. */
  void useProvider(int number) {
    provider = number;
  }

  boolean hasFallback() {
    return limits.providers() > 1;
  }

  boolean usesFirstProvider() {
    return provider == 0;
  }

  void markOpen() {
    state = State.OPEN;
  }

  /** True if text of {@code context} can be sent: it is open, or the limit admits one more. */
  boolean canSend(SynthesisContext context) {
    return isOpen() && (context.opened || contexts.size() < limits.maxContexts());
  }

  /** Sends text, and opens the context first where needed. */
  void sendText(SynthesisContext context, String text, long now) {
    if (!context.opened) {
      context.opened = true;
      context.firstTextAtNanos = now;
      contexts.add(context.id);
      send(new VoiceRequest.OpenContext(context.id));
    }
    send(new VoiceRequest.SpeakText(context.id, text));
    actions.add(new SpeechAction.TextSent(text.length()));
  }

  /** Asks the provider to end a context. Nothing is sent for a context it does not know. */
  void closeContext(@Nullable SynthesisContext context) {
    if (context != null && contexts.contains(context.id) && !context.closing) {
      context.closing = true;
      send(new VoiceRequest.CloseContext(context.id));
    }
  }

  /** True if the provider has not ended {@code context} yet. */
  boolean hasContext(String context) {
    return contexts.contains(context);
  }

  void contextEnded(String context) {
    contexts.remove(context);
  }

  /** The socket and its contexts are gone. */
  void markLost() {
    state = State.NONE;
    contexts.clear();
  }

  void abort() {
    actions.add(new SpeechAction.AbortSocket(socket));
    markLost();
  }

  void close() {
    if (state != State.NONE) {
      actions.add(new SpeechAction.CloseSocket(socket));
      markLost();
    }
  }

  /** A segment was synthesised to its end, or its turn was given up: the count starts at zero. */
  void resetFailures() {
    failover.succeeded();
  }

  /**
   * Counts one more failure in a row and plans the next attempt: immediately at the other provider
   * the first time, after a backoff otherwise. False, with the count reset, if the retry budget is
   * spent or no provider is left that has not failed permanently.
   */
  boolean mayRetry(VoiceFailure failure, long now) {
    boolean isBudgetSpent = failover.failures() == limits.retryBudget();
    Failover.Next next = failover.failed(provider, failure.category().isPermanent());
    if (isBudgetSpent || failure.isNoProviderAvailable() || next == Failover.Next.GIVE_UP) {
      resetFailures();
      return false;
    }
    provider = failover.preferred();
    retryAtNanos =
        next == Failover.Next.SWITCH_NOW
            ? now
            : now + backoff.delay(failover.failures(), random).toNanos();
    return true;
  }

  private void send(VoiceRequest request) {
    actions.add(new SpeechAction.Send(socket, request));
  }
}
