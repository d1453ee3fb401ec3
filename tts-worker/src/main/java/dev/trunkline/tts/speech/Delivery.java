// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.speech;

import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.events.topic.OutboundAudio.End;
import dev.trunkline.tts.elevenlabs.OutputFormat;
import java.util.List;

/**
 * Brings to the gateway what has been said of a call's turns, and keeps account of it.
 *
 * <p>The end of a turn is an empty chunk of its own, numbered as chunk 0 of the segment after the
 * last: that number is known from the turn alone, also to a successor after a crash and after an
 * attempt of another length, so the gateway can tell it from a repeat.
 */
final class Delivery {
  private final String callSid;
  private final int leadInMs;
  private final OutputFormat format;
  private final SpeechCache.OfVoice cache;
  private final TurnQueue turns;
  private final Link link;
  private final Outbox outbox;

  Delivery(
      String callSid,
      int leadInMs,
      OutputFormat format,
      SpeechCache.OfVoice cache,
      TurnQueue turns,
      Link link,
      Outbox outbox) {
    this.callSid = callSid;
    this.leadInMs = leadInMs;
    this.format = format;
    this.cache = cache;
    this.turns = turns;
    this.link = link;
    this.outbox = outbox;
  }

  /** The context that says the turn, or is to say it. */
  Context contextOf(Turn turn) {
    if (turn.context == null) {
      var chunker = new Chunker(callSid, turn.number, new LeadIn(leadInMs));
      turn.context = new Context(turn.nextContextId(), chunker, format);
    }
    return turn.context;
  }

  /**
   * Says at once what was said in this voice before. False if it is not known, or not the begin of
   * its turn.
   */
  boolean repeat(Turn turn, Turn.Piece piece) {
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

  /** Chunks of the turn are ready. */
  void publish(Turn turn, List<OutboundAudio> chunks) {
    for (OutboundAudio chunk : chunks) {
      outbox.publish(chunk);
      turn.said(chunk);
      if (chunk.end() == End.SEGMENT) {
        turn.finish(chunk.segment());
        link.succeeded();
      }
    }
  }

  /** Nothing more of the turn follows. */
  void complete(Turn turn) {
    String text = turn.wholeFixedText();
    if (text != null && link.isFirstChoice()) {
      cache.put(text, turn.fixedSound());
    }
    turns.remove(turn);
    outbox.publish(
        new OutboundAudio(
            callSid, turn.number, turn.segments(), 0, End.TURN, "", new int[0], new byte[0]));
  }
}
