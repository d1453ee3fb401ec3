// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.speech;

import dev.trunkline.tts.elevenlabs.Failure;
import dev.trunkline.tts.elevenlabs.VoiceRequest;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A call's line to the provider: the present socket, what is in use on it, and when to try again.
 */
final class Link {
  private enum State {
    NONE,
    CONNECTING,
    OPEN
  }

  private final SpeechLimits limits;
  private final RandomGenerator random;
  private final Outbox outbox;

  /** Contexts the provider has not ended yet, those being closed included. */
  private final Set<String> contexts = new HashSet<>();

  private State state = State.NONE;
  private int socket;
  private int provider;
  private int hopeless;
  private int failures;
  private long retryAtNanos;

  Link(SpeechLimits limits, RandomGenerator random, Outbox outbox) {
    this.limits = limits;
    this.random = random;
    this.outbox = outbox;
  }

  /** True if {@code number} is the present socket. */
  boolean is(int number) {
    return state != State.NONE && socket == number;
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  /** Opens a socket if there is none, and no failure is too fresh. */
  void connectIfDue(long now) {
    if (state == State.NONE && (failures == 0 || now - retryAtNanos >= 0)) {
      state = State.CONNECTING;
      socket++;
      if (failures == 0) {
        provider = 0;
      }
      outbox.add(new SpeechAction.Connect(socket, provider));
    }
  }

  /** The present socket leads to this provider. */
  void reaches(int number) {
    provider = number;
  }

  /** True if there is more than one provider. */
  boolean hasAlternative() {
    return limits.providers() > 1;
  }

  /** True if it is the first provider that speaks. */
  boolean isFirstChoice() {
    return provider == 0;
  }

  void opened() {
    state = State.OPEN;
  }

  /** True if {@code context} may speak: it is open, or there is room for it. */
  boolean canSay(Context context) {
    return isOpen() && (context.opened || contexts.size() < limits.maxContexts());
  }

  /** Sends text, and opens the context for it where that has not been done. */
  void say(Context context, String text, long now) {
    if (!context.opened) {
      context.opened = true;
      context.saidAtNanos = now;
      contexts.add(context.id);
      send(new VoiceRequest.OpenContext(context.id));
    }
    send(new VoiceRequest.Say(context.id, text));
    outbox.add(new SpeechAction.Said(text.length()));
  }

  /** Asks the provider to end a context. Nothing is sent for one that it does not know. */
  void close(@Nullable Context context) {
    if (context != null && contexts.contains(context.id) && !context.closing) {
      context.closing = true;
      send(new VoiceRequest.CloseContext(context.id));
    }
  }

  /** True if the provider has not ended {@code context} yet. */
  boolean knows(String context) {
    return contexts.contains(context);
  }

  /** The provider has ended {@code context}. */
  void ended(String context) {
    contexts.remove(context);
  }

  /** The socket is gone, and its contexts with it. */
  void gone() {
    state = State.NONE;
    contexts.clear();
  }

  void abandon() {
    outbox.add(new SpeechAction.Abandon(socket));
    gone();
  }

  void leave() {
    if (state != State.NONE) {
      outbox.add(new SpeechAction.Leave(socket));
      gone();
    }
  }

  /** Something was said to its end: whatever was wrong is over. */
  void succeeded() {
    begin();
  }

  /**
   * One more failure in a row. The other provider, if there is one, is tried at once; the same one
   * after a while. False if the budget is spent, or nobody is left who could do better: then the
   * count begins anew, with the first.
   */
  boolean mayRetry(Failure failure, long now) {
    if (failure.category().isPermanent()) {
      hopeless |= 1 << provider;
    }
    boolean nobodyLeft = failure.isOfNobody() || hopeless == (1 << limits.providers()) - 1;
    if (nobodyLeft || failures == limits.retryBudget()) {
      begin();
      return false;
    }
    int next = (provider + 1) % limits.providers();
    if ((hopeless & 1 << next) != 0) {
      next = provider;
    }
    boolean untried = next != provider && failures < limits.providers() - 1;
    retryAtNanos = untried ? now : now + backoff();
    provider = next;
    failures++;
    return true;
  }

  private void begin() {
    failures = 0;
    hopeless = 0;
  }

  private long backoff() {
    long doubled = limits.backoff().toNanos() << Math.min(failures, 16);
    long wait = Math.min(doubled, limits.maxBackoff().toNanos());
    return wait / 2 + (long) (random.nextDouble() * (wait - wait / 2));
  }

  private void send(VoiceRequest request) {
    outbox.add(new SpeechAction.Send(socket, request));
  }
}
