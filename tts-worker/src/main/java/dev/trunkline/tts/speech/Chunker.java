// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.speech;

import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.events.topic.OutboundAudio.End;
import dev.trunkline.tts.elevenlabs.Alignment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the sound of one context into the chunks of its segments. The provider says nothing about
 * segments; where one ends is told by counting the characters in the alignment, which follows the
 * text that was sent.
 *
 * <p>A segment ends where the next one's first character begins, or, if that is not known yet, with
 * the message in which its last character has sounded to its end. Sound after that with no segment
 * left to belong to waits for the next segment. Without any alignment all sound belongs to the
 * oldest open segment, which ends when the provider says that a flush is done, or with the context;
 * its text is then spread at the pace of common speech, without times.
 *
 * <p>The silence before the first word is taken away, and the alignment moved with it.
 */
final class Chunker {
  private static final int CHUNK = OutboundAudio.CHUNK_MS * MuLaw.PER_MS;

  /** Alignment times are rounded; the sound may be this much shorter than they say. */
  private static final int ROUNDING = 20 * MuLaw.PER_MS;

  private final String callSid;
  private final int turn;
  private final LeadIn leadIn;
  private final Deque<SpokenText> open = new ArrayDeque<>();
  private @Nullable SpokenText lastClosed;
  private byte[] waiting = {};
  private long received;
  private long cutAt;
  private boolean aligned;

  Chunker(String callSid, int turn, LeadIn leadIn) {
    this.callSid = callSid;
    this.turn = turn;
    this.leadIn = leadIn;
  }

  /** A segment's text is next. One without anything to say ends as soon as it is its turn. */
  List<OutboundAudio> begin(int segment, String text) {
    open.add(new SpokenText(segment, text));
    return cut();
  }

  /** Takes the audio of a message. A chunk is out as soon as there is enough for it. */
  List<OutboundAudio> hear(byte[] ulaw, @Nullable Alignment alignment) {
    long begin = received;
    received += ulaw.length;
    append(leadIn.trim(ulaw));
    if (alignment != null) {
      aligned = true;
      place(alignment, begin - leadIn.dropped());
    }
    return cut();
  }

  /**
   * Ends what may be taken for complete although the sound of the last character seems to be
   * missing: the provider has said that it is done, or nothing more has come for a while.
   */
  List<OutboundAudio> settle() {
    var chunks = new ArrayList<OutboundAudio>();
    SpokenText head = open.peek();
    if (head != null && head.isBegun() && head.isComplete()) {
      close(head, heardTo(), chunks);
    }
    return chunks;
  }

  /** The provider says that a flush is done: without alignment, the only sign of a boundary. */
  List<OutboundAudio> flushDone() {
    SpokenText head = open.peek();
    if (aligned || head == null || heardTo() == cutAt) {
      return settle();
    }
    var chunks = new ArrayList<OutboundAudio>();
    close(head, heardTo(), chunks);
    return chunks;
  }

  /** The context is over: ends all segments. */
  List<OutboundAudio> finish() {
    List<OutboundAudio> chunks = cut();
    SpokenText head;
    while ((head = open.peek()) != null) {
      close(head, heardTo(), chunks);
    }
    if (lastClosed != null && heardTo() > cutAt) {
      close(lastClosed, heardTo(), chunks);
    }
    return chunks;
  }

  /** True if the alignment shows that a segment was left out, or broken off in its first half. */
  boolean isCutShort() {
    return aligned && open.stream().anyMatch(SpokenText::isMostlyUnheard);
  }

  private long heardTo() {
    return cutAt + waiting.length;
  }

  private void append(byte[] ulaw) {
    byte[] joined = Arrays.copyOf(waiting, waiting.length + ulaw.length);
    System.arraycopy(ulaw, 0, joined, waiting.length, ulaw.length);
    waiting = joined;
  }

  private void place(Alignment alignment, long begin) {
    for (int i = 0; i < alignment.chars().size(); i++) {
      String entry = alignment.chars().get(i);
      long from = begin + (long) alignment.startMs()[i] * MuLaw.PER_MS;
      long to = from + (long) alignment.durationMs()[i] * MuLaw.PER_MS;
      entry
          .chars()
          .forEach(c -> place(Character.isWhitespace(c), Math.max(0, from), Math.max(0, to)));
    }
  }

  private void place(boolean space, long from, long to) {
    SpokenText sounding = null;
    for (SpokenText text : open) {
      if (!space && !text.isComplete()) {
        text.place(from, to);
        return;
      }
      sounding = text.isBegun() ? text : sounding;
    }
    if (space && sounding != null) {
      sounding.pause(to);
    }
  }

  private List<OutboundAudio> cut() {
    var chunks = new ArrayList<OutboundAudio>();
    SpokenText head;
    while ((head = open.peek()) != null) {
      long boundary = boundary(head);
      if (boundary < 0) {
        while (waiting.length >= CHUNK) {
          chunks.add(chunk(head, CHUNK, End.NOTHING));
        }
        break;
      }
      close(head, boundary, chunks);
    }
    return chunks;
  }

  /** Where {@code head}, the oldest open segment, ends; negative if that cannot be told yet. */
  private long boundary(SpokenText head) {
    if (head.isBlank()) {
      return cutAt;
    }
    if (!head.isComplete()) {
      return -1;
    }
    Iterator<SpokenText> others = open.iterator();
    others.next();
    while (others.hasNext()) {
      SpokenText next = others.next();
      if (next.isBegun()) {
        return next.begin() <= heardTo() ? Math.max(next.begin(), cutAt) : -1;
      }
    }
    return heardTo() + ROUNDING >= head.end() ? heardTo() : -1;
  }

  private void close(SpokenText text, long boundary, List<OutboundAudio> chunks) {
    while (boundary - cutAt > CHUNK) {
      chunks.add(chunk(text, CHUNK, End.NOTHING));
    }
    chunks.add(chunk(text, (int) (boundary - cutAt), End.SEGMENT));
    open.remove(text);
    lastClosed = text;
  }

  private int characters(SpokenText text, long from, End end) {
    if (end == End.SEGMENT) {
      return text.length();
    }
    return aligned ? text.charactersBefore(cutAt) : text.charactersAtPace(from, cutAt);
  }

  private OutboundAudio chunk(SpokenText text, int length, End end) {
    byte[] ulaw = Arrays.copyOf(waiting, length);
    waiting = Arrays.copyOfRange(waiting, length, waiting.length);
    long from = cutAt;
    cutAt += length;
    SpokenText.Line line = text.writeUpTo(characters(text, from, end), from, cutAt);
    return new OutboundAudio(
        callSid, turn, text.segment, text.nextChunk(), end, line.text(), line.timesMs(), ulaw);
  }
}
