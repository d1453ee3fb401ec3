// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

import dev.trunkline.events.FailureCategory;
import dev.trunkline.events.ReplyEvent;
import dev.trunkline.events.ReplyEvent.FloorRaised;
import dev.trunkline.events.ReplyEvent.ReplyEnded;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.tts.core.SpeechAction.Dropped.Reason;
import dev.trunkline.tts.core.SpeechInput.CallClosed;
import dev.trunkline.tts.core.SpeechInput.MessageReceived;
import dev.trunkline.tts.core.SpeechInput.ProviderChosen;
import dev.trunkline.tts.core.SpeechInput.ReplyRead;
import dev.trunkline.tts.core.SpeechInput.SocketLost;
import dev.trunkline.tts.core.SpeechInput.SocketOpened;
import dev.trunkline.tts.core.SpeechInput.Tick;
import dev.trunkline.tts.core.SpeechInput.WarmUp;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides what one call synthesises and publishes. Does no I/O: {@link #on} takes an input with the
 * {@link System#nanoTime} at which it happened, and returns the actions to perform. Not
 * thread-safe: the inputs of a call come one after the other.
 *
 * <p>Turns are synthesised in order, each in a context of its own. The next turn's context is
 * opened when the turn before it is finished.
 */
public final class SpeechScheduler {
  /**
   * Once all characters of a segment were aligned, the rest of its audio comes within this time.
   */
  private static final long TAIL_WAIT_NANOS = Duration.ofMillis(300).toNanos();

  private final SpeechLimits limits;
  private final ActionBuffer actions = new ActionBuffer();
  private final TurnQueue turns = new TurnQueue(actions);
  private final SocketController socket;
  private final TurnPublisher publisher;
  private final SpeechRecovery recovery;
  private boolean audioDue;
  private long audioDueSinceNanos;
  private long usedAtNanos;

  public SpeechScheduler(
      String callSid,
      SpeechLimits limits,
      OutputFormat format,
      SpeechCache.VoiceCache cache,
      RandomGenerator random,
      long nowNanos) {
    this.limits = limits;
    this.socket = new SocketController(limits, random, actions);
    this.publisher =
        new TurnPublisher(
            callSid, limits.leadingSilenceMs(), format, cache, turns, socket, actions);
    this.recovery = new SpeechRecovery(turns, socket, publisher, actions);
    this.usedAtNanos = nowNanos;
  }

  /** The actions that follow from {@code input}, which happened at {@code now}. */
  public List<SpeechAction> on(SpeechInput input, long now) {
    switch (input) {
      case WarmUp _ -> {
        usedAtNanos = now;
        socket.connectIfDue(now);
      }
      case ReplyRead read -> onReply(read, now);
      case ProviderChosen(int number, int provider) -> {
        if (socket.isCurrent(number)) {
          socket.useProvider(provider);
        }
      }
      case SocketOpened(int number) -> {
        if (socket.isCurrent(number)) {
          socket.markOpen();
        }
      }
      case MessageReceived(int number, VoiceMessage message) -> {
        if (socket.isCurrent(number)) {
          usedAtNanos = now;
          onMessage(message, now);
        }
      }
      case SocketLost(int number, VoiceFailure failure) -> {
        if (socket.isCurrent(number)) {
          recovery.onSocketLost(failure, now);
        }
      }
      case Tick _ -> onTick(now);
      case CallClosed _ -> {
        socket.close();
        turns.clear();
      }
    }
    advanceTurns(now);
    actions.hold(turns.neededOffset());
    return actions.drain();
  }

  /** How long no turn was in progress and no message came; zero while a turn is in progress. */
  public Duration idleFor(long now) {
    return turns.isEmpty() ? Duration.ofNanos(now - usedAtNanos) : Duration.ZERO;
  }

  private void onReply(ReplyRead read, long now) {
    usedAtNanos = now;
    if (read.to() != null) {
      actions.setReturnAddress(read.to());
    }
    socket.connectIfDue(now);
    ReplyEvent event = read.event();
    switch (event) {
      case SegmentWritten segment -> turns.add(segment, read.offset());
      case ReplyEnded end -> turns.end(end, read.offset());
      case FloorRaised raised ->
          turns.raiseFloor(raised.floor()).forEach(turn -> socket.closeContext(turn.context));
    }
  }

  private void onMessage(VoiceMessage message, long now) {
    switch (message) {
      case VoiceMessage.Audio audio -> onAudio(audio, now);
      case VoiceMessage.FlushDone done -> onFlushDone(done);
      case VoiceMessage.ProviderError error -> onError(error, now);
      case VoiceMessage.Ignored _ -> {}
    }
  }

  private void onTick(long now) {
    SpeechTurn turn = turns.first();
    SynthesisContext context = turn == null ? null : turn.context;
    if (turn != null && context != null && context.isQuietFor(TAIL_WAIT_NANOS, now)) {
      publisher.publish(turn, context.chunker.settle());
    }
    if (audioDue && now - audioDueSinceNanos >= limits.firstAudioTimeout().toNanos()) {
      recovery.abortSocket(new VoiceFailure(FailureCategory.TIMED_OUT, "no_audio"), now);
    }
  }

  /** Sends waiting text, finishes turns, and notes since when audio is due. */
  private void advanceTurns(long now) {
    SpeechTurn turn;
    while ((turn = turns.first()) != null && advance(turn, now)) {
      publisher.complete(turn);
    }
    boolean due = turn != null && socket.isOpen() && (turn.hasUnfinished() || turn.isClosing());
    if (due && !audioDue) {
      audioDueSinceNanos = now;
    }
    audioDue = due;
  }

  /** Sends what can be sent of the turn. True if the turn is finished. */
  private boolean advance(SpeechTurn turn, long now) {
    SpeechTurn.Segment segment;
    while ((segment = turn.nextToSend()) != null) {
      if (publisher.publishCached(turn, segment)) {
        continue;
      }
      SynthesisContext context = publisher.contextOf(turn);
      if (SegmentAlignment.isSpeakable(segment.text())) {
        socket.connectIfDue(now);
        if (!socket.canSend(context)) {
          return false;
        }
        socket.sendText(context, segment.text(), now);
      }
      turn.markSent();
      publisher.publish(turn, context.chunker.open(segment.number(), segment.text()));
    }
    if (turn.isEnded()) {
      socket.closeContext(turn.context);
    }
    return turn.isEnded() && !turn.isClosing();
  }

  private void onAudio(VoiceMessage.Audio audio, long now) {
    if (socket.hasContext(audio.context())) {
      audioDue = false; // advanceTurns starts a new wait if more audio is due
    }
    if (audio.isFinal()) {
      socket.contextEnded(audio.context());
    }
    SpeechTurn turn = turnOf(audio.context());
    if (turn == null || turn.context == null) {
      actions.dropped(Reason.LATE_AUDIO, audio.bytes().length > 0 ? 1 : 0);
      return;
    }
    SynthesisContext context = turn.context;
    if (audio.bytes().length > 0) {
      if (!context.hasAudio) {
        actions.add(new SpeechAction.FirstAudioReceived(now - context.firstTextAtNanos));
      }
      publisher.publish(turn, context.addAudio(audio, now));
    }
    if (audio.isFinal()) {
      onContextEnd(turn, context, now);
    }
  }

  private void onContextEnd(SpeechTurn turn, SynthesisContext context, long now) {
    if (!context.hasAudio) {
      var noAudio = new VoiceFailure(FailureCategory.QUOTA_SPENT, "silent_final");
      recovery.onContextFailed(turn, noAudio, now);
    } else if (context.chunker.isCutShort()) {
      var cutShort = new VoiceFailure(FailureCategory.GARBLED, "context_cut_short");
      recovery.onContextFailed(turn, cutShort, now);
    } else {
      publisher.publish(turn, context.chunker.finish());
      turn.restart();
    }
  }

  private void onFlushDone(VoiceMessage.FlushDone done) {
    SpeechTurn turn = turnOf(done.context());
    if (turn != null && turn.context != null) {
      publisher.publish(turn, turn.context.chunker.flushDone());
    }
  }

  private void onError(VoiceMessage.ProviderError error, long now) {
    if (error.context() == null) {
      recovery.abortSocket(error.failure(), now);
      return;
    }
    socket.contextEnded(error.context());
    SpeechTurn turn = turnOf(error.context());
    if (turn != null) {
      recovery.onContextFailed(turn, error.failure(), now);
    }
  }

  /** The turn that {@code context} synthesises; null if its audio is not wanted. */
  private @Nullable SpeechTurn turnOf(String context) {
    SpeechTurn turn = turns.first();
    return turn != null && turn.context != null && turn.context.id.equals(context) ? turn : null;
  }
}
