// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.events.topic.OutboundAudio.End;
import java.util.List;

/**
 * Publishes the audio of a call's turns to the gateway and marks segments and turns as finished.
 *
 * <p>A turn ends with an empty chunk, numbered as chunk 0 of the segment after the last. That
 * number follows from the turn alone, so a successor after a crash, or an attempt of another
 * length, uses the same one and the gateway recognises a repeat.
 */
final class TurnPublisher {
  private final String callSid;
  private final int leadingSilenceMs;
  private final OutputFormat format;
  private final SpeechCache.VoiceCache cache;
  private final TurnQueue turns;
  private final SocketController socket;
  private final ActionBuffer actions;

  TurnPublisher(
      String callSid,
      int leadingSilenceMs,
      OutputFormat format,
      SpeechCache.VoiceCache cache,
      TurnQueue turns,
      SocketController socket,
      ActionBuffer actions) {
    this.callSid = callSid;
    this.leadingSilenceMs = leadingSilenceMs;
    this.format = format;
    this.cache = cache;
    this.turns = turns;
    this.socket = socket;
    this.actions = actions;
  }

  /** The turn's context, made now if it has none. */
  SynthesisContext contextOf(SpeechTurn turn) {
    if (turn.context == null) {
      var trimmer = new LeadingSilenceTrimmer(leadingSilenceMs);
      var chunker = new SegmentChunker(callSid, turn.number, trimmer);
      turn.context = new SynthesisContext(turn.nextContextId(), chunker, format);
    }
    return turn.context;
  }

  /**
   * Publishes a fixed text from the cache. False if it is not cached in this voice, or does not
   * start its turn.
   */
  boolean publishCached(SpeechTurn turn, SpeechTurn.Segment segment) {
    List<OutboundAudio> chunks =
        segment.fixed() && turn.context == null ? cache.get(segment.text()) : null;
    if (chunks == null) {
      return false;
    }
    turn.markSent();
    actions.add(new SpeechAction.CacheHit());
    for (OutboundAudio chunk : chunks) {
      actions.publish(
          new OutboundAudio(
              callSid,
              turn.number,
              segment.number(),
              chunk.chunk(),
              chunk.end(),
              chunk.text(),
              chunk.textMs(),
              chunk.ulaw()));
    }
    turn.finish(segment.number());
    return true;
  }

  /** Publishes chunks of the turn. */
  void publish(SpeechTurn turn, List<OutboundAudio> chunks) {
    for (OutboundAudio chunk : chunks) {
      actions.publish(chunk);
      turn.recordFixedAudio(chunk);
      if (chunk.end() == End.SEGMENT) {
        turn.finish(chunk.segment());
        socket.resetFailures();
      }
    }
  }

  /** Ends the turn. */
  void complete(SpeechTurn turn) {
    String text = turn.wholeFixedText();
    if (text != null && socket.usesFirstProvider()) {
      cache.put(text, turn.fixedAudio());
    }
    turns.remove(turn);
    actions.publish(
        new OutboundAudio(
            callSid, turn.number, turn.segments(), 0, End.TURN, "", new int[0], new byte[0]));
  }
}
