// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.events.topic.OutboundAudio.End;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the audio of one context into the chunks of its segments. The provider knows no segments;
 * their ends are found by counting the characters of the alignment, which follows the sent text.
 *
 * <p>A segment ends where the next one's first character starts or, as long as that is unknown,
 * with the message in which its last character has been heard to its end. Audio after that, with no
 * open segment to belong to, waits for the next segment. Without any alignment all audio belongs to
 * the oldest open segment, which ends when the provider reports a finished flush, or with the
 * context; its text is then spread at the pace of common speech, without times.
 *
 * <p>The silence before the first word is trimmed, and the alignment shifted accordingly.
 */
final class SegmentChunker {
  private static final int CHUNK_SAMPLES = OutboundAudio.CHUNK_MS * MuLaw.PER_MS;

  /** Alignment times are rounded: the audio may be this much shorter than they say. */
  private static final int ROUNDING_SAMPLES = 20 * MuLaw.PER_MS;

  private final String callSid;
  private final int turn;
  private final LeadingSilenceTrimmer trimmer;
  private final Deque<SegmentAlignment> open = new ArrayDeque<>();
  private @Nullable SegmentAlignment lastClosed;

  /** Audio that is not published yet; starts at {@link #cutAt}. */
  private byte[] waiting = {};

  /** Samples received, before trimming. */
  private long received;

  /** Where the next chunk starts, in samples after trimming. */
  private long cutAt;

  private boolean aligned;
  private final AlignmentPosition position = new AlignmentPosition();

  /** Characters of a restarted alignment that belong to segments that have ended. */
  private int repeated;

  /** Where the latest character was placed: time does not run backwards. */
  private long placedAt;

  SegmentChunker(String callSid, int turn, LeadingSilenceTrimmer trimmer) {
    this.callSid = callSid;
    this.turn = turn;
    this.trimmer = trimmer;
  }

  /** Opens the next segment. One without speakable text ends as soon as it is the oldest. */
  List<OutboundAudio> open(int segment, String text) {
    int offset = position.append(SegmentAlignment.isSpeakable(text) ? text : "");
    open.add(new SegmentAlignment(segment, text, offset));
    return cut();
  }

  /** Adds the audio of a message, and returns the chunks that are complete. */
  List<OutboundAudio> addAudio(byte[] ulaw, @Nullable Alignment alignment) {
    long start = received;
    received += ulaw.length;
    append(trimmer.trim(ulaw));
    if (alignment != null) {
      aligned = true;
      place(alignment, start - trimmer.dropped());
    }
    return cut();
  }

  /**
   * Ends the oldest segment if all its characters were aligned, although audio of the last one
   * seems to be missing: the flush is done, or no audio has come for a while.
   */
  List<OutboundAudio> settle() {
    var chunks = new ArrayList<OutboundAudio>();
    SegmentAlignment head = open.peek();
    if (head != null && head.isStarted() && head.isComplete()) {
      close(head, receivedTo(), chunks);
    }
    return chunks;
  }

  /** A flush is done: without alignment, the only sign of a segment's end. */
  List<OutboundAudio> flushDone() {
    SegmentAlignment head = open.peek();
    if (aligned || head == null || receivedTo() == cutAt) {
      return settle();
    }
    var chunks = new ArrayList<OutboundAudio>();
    close(head, receivedTo(), chunks);
    return chunks;
  }

  /** Ends all segments: the context has ended. */
  List<OutboundAudio> finish() {
    List<OutboundAudio> chunks = cut();
    SegmentAlignment head;
    while ((head = open.peek()) != null) {
      close(head, receivedTo(), chunks);
    }
    if (lastClosed != null && receivedTo() > cutAt) {
      close(lastClosed, receivedTo(), chunks);
    }
    return chunks;
  }

  /** True if, by the alignment, a segment is missing or breaks off in its first half. */
  boolean isCutShort() {
    return aligned && open.stream().anyMatch(SegmentAlignment::isMostlyMissing);
  }

  private long receivedTo() {
    return cutAt + waiting.length;
  }

  private void append(byte[] ulaw) {
    byte[] joined = Arrays.copyOf(waiting, waiting.length + ulaw.length);
    System.arraycopy(ulaw, 0, joined, waiting.length, ulaw.length);
    waiting = joined;
  }

  private void place(Alignment alignment, long start) {
    int restart = position.advance(String.join("", alignment.chars()));
    if (restart >= 0) {
      restartAt(restart);
    }
    for (int i = 0; i < alignment.chars().size(); i++) {
      String entry = alignment.chars().get(i);
      long from = start + (long) alignment.startMs()[i] * MuLaw.PER_MS;
      long to = from + (long) alignment.durationMs()[i] * MuLaw.PER_MS;
      entry
          .chars()
          .forEach(c -> {
            placedAt = Math.max(placedAt, from);
            place(Character.isWhitespace(c), placedAt, Math.max(placedAt, to));
          });
    }
  }

  private void restartAt(int character) {
    placedAt = cutAt;
    repeated = 0;
    open.forEach(SegmentAlignment::restart);
    SegmentAlignment head = open.peek();
    if (head != null) {
      repeated = Math.max(0, head.offset - character);
    }
  }

  private void place(boolean space, long from, long to) {
    if (repeated > 0) {
      repeated -= space ? 0 : 1;
      return;
    }
    SegmentAlignment current = null;
    for (SegmentAlignment text : open) {
      if (!space && !text.isComplete()) {
        text.place(from, to);
        return;
      }
      current = text.isStarted() ? text : current;
    }
    if (space && current != null) {
      current.extendTo(to);
    }
  }

  private List<OutboundAudio> cut() {
    var chunks = new ArrayList<OutboundAudio>();
    SegmentAlignment head;
    while ((head = open.peek()) != null) {
      long boundary = boundary(head);
      if (boundary < 0) {
        while (waiting.length >= CHUNK_SAMPLES) {
          chunks.add(chunk(head, CHUNK_SAMPLES, End.NOTHING));
        }
        break;
      }
      close(head, boundary, chunks);
    }
    return chunks;
  }

  /** Where {@code head}, the oldest open segment, ends; negative if that is not known yet. */
  private long boundary(SegmentAlignment head) {
    if (head.isBlank()) {
      return cutAt;
    }
    if (!head.isComplete()) {
      return -1;
    }
    Iterator<SegmentAlignment> others = open.iterator();
    others.next();
    while (others.hasNext()) {
      SegmentAlignment next = others.next();
      if (next.isStarted()) {
        return next.start() <= receivedTo() ? Math.max(next.start(), cutAt) : -1;
      }
    }
    return receivedTo() + ROUNDING_SAMPLES >= head.end() ? receivedTo() : -1;
  }

  private void close(SegmentAlignment text, long boundary, List<OutboundAudio> chunks) {
    while (boundary - cutAt > CHUNK_SAMPLES) {
      chunks.add(chunk(text, CHUNK_SAMPLES, End.NOTHING));
    }
    chunks.add(chunk(text, (int) (boundary - cutAt), End.SEGMENT));
    open.remove(text);
    lastClosed = text;
  }

  private int characters(SegmentAlignment text, long from, End end) {
    if (end == End.SEGMENT) {
      return text.length();
    }
    return aligned ? text.charactersBefore(cutAt) : text.charactersAtPace(from, cutAt);
  }

  private OutboundAudio chunk(SegmentAlignment text, int length, End end) {
    byte[] ulaw = Arrays.copyOf(waiting, length);
    waiting = Arrays.copyOfRange(waiting, length, waiting.length);
    long from = cutAt;
    cutAt += length;
    SegmentAlignment.TimedText timed = text.writeUpTo(characters(text, from, end), from, cutAt);
    return new OutboundAudio(
        callSid, turn, text.segment, text.nextChunk(), end, timed.text(), timed.timesMs(), ulaw);
  }
}
