package dev.trunkline.tts.speech;

import dev.trunkline.common.event.FailureCategory;
import dev.trunkline.common.event.ReplyEvent;
import dev.trunkline.common.event.ReplyEvent.FloorRaised;
import dev.trunkline.common.event.ReplyEvent.ReplyEnded;
import dev.trunkline.common.event.ReplyEvent.SegmentWritten;
import dev.trunkline.common.topic.OutboundAudio;
import dev.trunkline.common.topic.OutboundAudio.End;
import dev.trunkline.common.topic.ReturnAddress;
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
 * before it is over. The end of a turn is an empty chunk of its own, numbered as chunk 0 of the
 * segment after the last: that number is known from the turn alone, also to a successor after a
 * crash and after an attempt of another length, so the gateway can tell it from a repeat.
 */
public final class CallSpeech {
  /** When a segment's characters have all come, the rest of its sound is at most this far off. */
  private static final long TAIL_WAIT_NANOS = Duration.ofMillis(300).toNanos();

  private final String callSid;
  private final SpeechLimits limits;
  private final OutputFormat format;
  private final SpeechCache.OfVoice cache;
  private final Outbox outbox = new Outbox();
  private final TurnQueue turns = new TurnQueue(outbox);
  private final Link link;
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
    this.callSid = callSid;
    this.limits = limits;
    this.format = format;
    this.cache = cache;
    this.link = new Link(limits, random, outbox);
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
      link.gone();
      withoutSocket(failure, now);
    }
    return settle(now);
  }

  /** Time has passed; call it about ten times a second. */
  public List<SpeechAction> tick(long now) {
    Turn turn = turns.first();
    Context context = turn == null ? null : turn.context;
    if (turn != null && context != null && context.isQuietFor(TAIL_WAIT_NANOS, now)) {
      publish(turn, context.chunker.settle());
    }
    if (owed && now - owedSinceNanos >= limits.firstAudioTimeout().toNanos()) {
      abandon(new Failure(FailureCategory.TIMED_OUT, "no_audio"), now);
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
      complete(turn);
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
      if (isKnown(turn, piece)) {
        continue;
      }
      Context context = contextOf(turn);
      if (SpokenText.isSpeakable(piece.text())) {
        link.connectIfDue(now);
        if (!link.canSay(context)) {
          return false;
        }
        link.say(context, piece.text(), now);
      }
      turn.markBegun();
      publish(turn, context.chunker.begin(piece.segment(), piece.text()));
    }
    if (turn.isEnded()) {
      link.close(turn.context);
    }
    return turn.isEnded() && !turn.isClosing();
  }

  /** Says at once what was said in this voice before, if the turn begins with it. */
  private boolean isKnown(Turn turn, Turn.Piece piece) {
    List<OutboundAudio> sound =
        piece.fixed() && turn.context == null ? cache.get(piece.text()) : null;
    if (sound == null) {
      return false;
    }
    turn.markBegun();
    outbox.add(new SpeechAction.Repeated());
    for (OutboundAudio chunk : sound) {
      outbox.publish(
          new OutboundAudio(
              callSid,
              turn.number,
              piece.segment(),
              chunk.chunk(),
              chunk.end(),
              chunk.text(),
              chunk.textMs(),
              chunk.ulaw()));
    }
    turn.finish(piece.segment());
    return true;
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
      publish(turn, context.hear(sound, now));
    }
    if (sound.isFinal()) {
      contextIsOver(turn, context, now);
    }
  }

  private void contextIsOver(Turn turn, Context context, long now) {
    if (!context.heard) {
      refused(turn, new Failure(FailureCategory.QUOTA_SPENT, "silent_final"), now);
    } else if (context.chunker.isCutShort()) {
      abandon(new Failure(FailureCategory.GARBLED, "context_cut_short"), now);
    } else {
      publish(turn, context.chunker.finish());
      turn.restart();
    }
  }

  private void flushDone(VoiceMessage.FlushDone done) {
    Turn turn = speaking(done.context());
    if (turn != null && turn.context != null) {
      publish(turn, turn.context.chunker.flushDone());
    }
  }

  private void trouble(VoiceMessage.Trouble trouble, long now) {
    Failure failure = trouble.failure();
    if (trouble.context() == null) {
      abandon(failure, now);
      return;
    }
    link.ended(trouble.context());
    Turn turn = speaking(trouble.context());
    if (turn != null && failure.category().isPermanent()) {
      refused(turn, failure, now);
    } else if (turn != null) {
      abandon(failure, now);
    }
  }

  /** This provider will not say it; perhaps another one does. */
  private void refused(Turn turn, Failure failure, long now) {
    if (link.hasAlternative()) {
      abandon(failure, now);
    } else {
      giveUp(List.of(turn), failure);
    }
  }

  /** Parts with a socket that is of no use. */
  private void abandon(Failure failure, long now) {
    link.abandon();
    withoutSocket(failure, now);
  }

  private void withoutSocket(Failure failure, long now) {
    owed = false;
    Turn turn = turns.first();
    if (turn != null && turn.hasUnfinished()) {
      turn.restart();
      if (!link.mayRetry(failure, now)) {
        giveUp(turns.all(), failure);
      } else {
        outbox.add(new SpeechAction.Failed(failure, 0));
        outbox.add(new SpeechAction.Retried());
      }
      return;
    }
    if (turn != null && turn.context != null) {
      publish(turn, turn.context.chunker.finish());
      turn.restart();
    }
    // A server may close a socket that has nothing to do; the next word opens another.
    if (failure.category().isPermanent()) {
      outbox.add(new SpeechAction.Failed(failure, 0));
    }
  }

  /** Ends turns that cannot be said, so that the gateway does not wait for the rest. */
  private void giveUp(List<Turn> lost, Failure failure) {
    outbox.add(new SpeechAction.Failed(failure, lost.size()));
    for (Turn turn : lost) {
      outbox.dropped(Reason.GIVEN_UP, turn.unfinished());
      complete(turn);
    }
  }

  private void complete(Turn turn) {
    String text = turn.wholeFixedText();
    if (text != null && link.isFirstChoice()) {
      cache.put(text, turn.fixedSound());
    }
    turns.remove(turn);
    outbox.publish(
        new OutboundAudio(
            callSid, turn.number, turn.segments(), 0, End.TURN, "", new int[0], new byte[0]));
  }

  private void publish(Turn turn, List<OutboundAudio> chunks) {
    for (OutboundAudio chunk : chunks) {
      outbox.publish(chunk);
      turn.said(chunk);
      if (chunk.end() == End.SEGMENT) {
        turn.finish(chunk.segment());
        link.succeeded();
      }
    }
  }

  private Context contextOf(Turn turn) {
    if (turn.context == null) {
      var chunker = new Chunker(callSid, turn.number, new LeadIn(limits.leadInMs()));
      turn.context = new Context(turn.nextContextId(), chunker, format);
    }
    return turn.context;
  }

  /** The turn that {@code context} is saying; null if that is none we want to hear. */
  private @Nullable Turn speaking(String context) {
    Turn turn = turns.first();
    return turn != null && turn.context != null && turn.context.id.equals(context) ? turn : null;
  }
}
