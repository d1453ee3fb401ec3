// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.speech;

import dev.trunkline.events.FailureCategory;
import dev.trunkline.events.ReplyEvent;
import dev.trunkline.events.ReplyEvent.FloorRaised;
import dev.trunkline.events.ReplyEvent.ReplyEnded;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.tts.elevenlabs.Failure;
import dev.trunkline.tts.elevenlabs.OutputFormat;
import dev.trunkline.tts.elevenlabs.VoiceMessage;
import dev.trunkline.tts.speech.SpeechAction.Dropped.Reason;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What one call says, and what has become of it. Does nothing itself: every method takes something
 * that happened, with the {@link System#nanoTime} of it, and returns what is to be done. Not
 * thread-safe: one call's inputs come one after the other.
 *
 * <p>Turns are said in order, one context each; the next turn's context is opened when the turn
 * before it is over.
 */
public final class CallSpeech {
  /** When a segment's characters have all come, the rest of its sound is at most this far off. */
  private static final long TAIL_WAIT_NANOS = Duration.ofMillis(300).toNanos();

  private final SpeechLimits limits;
  private final Outbox outbox = new Outbox();
  private final TurnQueue turns = new TurnQueue(outbox);
  private final Link link;
  private final Delivery delivery;
  private final Recovery recovery;
  private boolean owed;
  private long owedSinceNanos;
  private long usedAtNanos;

  public CallSpeech(
      String callSid,
      SpeechLimits limits,
      OutputFormat format,
      SpeechCache.OfVoice cache,
      RandomGenerator random,
      long nowNanos) {
    this.limits = limits;
    this.link = new Link(limits, random, outbox);
    this.delivery = new Delivery(callSid, limits.leadInMs(), format, cache, turns, link, outbox);
    this.recovery = new Recovery(turns, link, delivery, outbox);
    this.usedAtNanos = nowNanos;
  }

  /** The call will want to speak soon. */
  public List<SpeechAction> warmUp(long now) {
    usedAtNanos = now;
    link.connectIfDue(now);
    return settle(now);
  }

  /**
   * A reply record was read.
   *
   * @param to where the audio goes from now on; null only for a floor
   */
  public List<SpeechAction> reply(
      ReplyEvent event, long offset, @Nullable ReturnAddress to, long now) {
    usedAtNanos = now;
    if (to != null) {
      outbox.address(to);
    }
    link.connectIfDue(now);
    switch (event) {
      case SegmentWritten segment -> turns.take(segment, offset);
      case ReplyEnded end -> turns.take(end, offset);
      case FloorRaised raised ->
          turns.raiseFloor(raised.floor()).forEach(turn -> link.close(turn.context));
    }
    return settle(now);
  }

  /** The socket leads to this provider, which is perhaps not the one that was preferred. */
  public void reaches(int socket, int provider) {
    if (link.is(socket)) {
      link.reaches(provider);
    }
  }

  /** The socket is ready. */
  public List<SpeechAction> opened(int socket, long now) {
    if (link.is(socket)) {
      link.opened();
    }
    return settle(now);
  }

  /** The provider said something. */
  public List<SpeechAction> received(int socket, VoiceMessage message, long now) {
    if (link.is(socket)) {
      usedAtNanos = now;
      switch (message) {
        case VoiceMessage.Sound sound -> hear(sound, now);
        case VoiceMessage.FlushDone done -> flushDone(done);
        case VoiceMessage.Trouble trouble -> trouble(trouble, now);
        case VoiceMessage.Other _ -> {}
      }
    }
    return settle(now);
  }

  /** The socket is gone, or never came about. */
  public List<SpeechAction> lost(int socket, Failure failure, long now) {
    if (link.is(socket)) {
      recovery.lost(failure, now);
    }
    return settle(now);
  }

  /** Time has passed; call it about ten times a second. */
  public List<SpeechAction> tick(long now) {
    Turn turn = turns.first();
    Context context = turn == null ? null : turn.context;
    if (turn != null && context != null && context.isQuietFor(TAIL_WAIT_NANOS, now)) {
      delivery.publish(turn, context.chunker.settle());
    }
    if (owed && now - owedSinceNanos >= limits.firstAudioTimeout().toNanos()) {
      recovery.abandon(new Failure(FailureCategory.TIMED_OUT, "no_audio"), now);
    }
    return settle(now);
  }

  /** The call is over. */
  public List<SpeechAction> end() {
    link.leave();
    turns.clear();
    outbox.hold(turns.neededOffset());
    return outbox.drain();
  }

  /** For how long nothing was to be said and nothing came. */
  public Duration idleFor(long now) {
    return turns.isEmpty() ? Duration.ofNanos(now - usedAtNanos) : Duration.ZERO;
  }

  /** All that follows from the new state: words to send, turns that are over, the hold. */
  private List<SpeechAction> settle(long now) {
    Turn turn;
    while ((turn = turns.first()) != null && advance(turn, now)) {
      delivery.complete(turn);
    }
    boolean owes = turn != null && link.isOpen() && (turn.hasUnfinished() || turn.isClosing());
    if (owes && !owed) {
      owedSinceNanos = now;
    }
    owed = owes;
    outbox.hold(turns.neededOffset());
    return outbox.drain();
  }

  /** Sends what can be sent of the turn. True if it is over. */
  private boolean advance(Turn turn, long now) {
    Turn.Piece piece;
    while ((piece = turn.nextToBegin()) != null) {
      if (delivery.repeat(turn, piece)) {
        continue;
      }
      Context context = delivery.contextOf(turn);
      if (SpokenText.isSpeakable(piece.text())) {
        link.connectIfDue(now);
        if (!link.canSay(context)) {
          return false;
        }
        link.say(context, piece.text(), now);
      }
      turn.markBegun();
      delivery.publish(turn, context.chunker.begin(piece.segment(), piece.text()));
    }
    if (turn.isEnded()) {
      link.close(turn.context);
    }
    return turn.isEnded() && !turn.isClosing();
  }

  private void hear(VoiceMessage.Sound sound, long now) {
    if (link.knows(sound.context())) {
      owed = false; // and owed anew from now on, if more is to come
    }
    if (sound.isFinal()) {
      link.ended(sound.context());
    }
    Turn turn = speaking(sound.context());
    if (turn == null || turn.context == null) {
      outbox.dropped(Reason.LATE_AUDIO, sound.audio().length > 0 ? 1 : 0);
      return;
    }
    Context context = turn.context;
    if (sound.audio().length > 0) {
      if (!context.heard) {
        outbox.add(new SpeechAction.FirstAudioHeard(now - context.saidAtNanos));
      }
      delivery.publish(turn, context.hear(sound, now));
    }
    if (sound.isFinal()) {
      contextIsOver(turn, context, now);
    }
  }

  private void contextIsOver(Turn turn, Context context, long now) {
    if (!context.heard) {
      var silent = new Failure(FailureCategory.QUOTA_SPENT, "silent_final");
      recovery.contextFailed(turn, silent, now);
    } else if (context.chunker.isCutShort()) {
      var cutShort = new Failure(FailureCategory.GARBLED, "context_cut_short");
      recovery.contextFailed(turn, cutShort, now);
    } else {
      delivery.publish(turn, context.chunker.finish());
      turn.restart();
    }
  }

  private void flushDone(VoiceMessage.FlushDone done) {
    Turn turn = speaking(done.context());
    if (turn != null && turn.context != null) {
      delivery.publish(turn, turn.context.chunker.flushDone());
    }
  }

  private void trouble(VoiceMessage.Trouble trouble, long now) {
    if (trouble.context() == null) {
      recovery.abandon(trouble.failure(), now);
      return;
    }
    link.ended(trouble.context());
    Turn turn = speaking(trouble.context());
    if (turn != null) {
      recovery.contextFailed(turn, trouble.failure(), now);
    }
  }

  /** The turn that {@code context} is saying; null if that is none we want to hear. */
  private @Nullable Turn speaking(String context) {
    Turn turn = turns.first();
    return turn != null && turn.context != null && turn.context.id.equals(context) ? turn : null;
  }
}
