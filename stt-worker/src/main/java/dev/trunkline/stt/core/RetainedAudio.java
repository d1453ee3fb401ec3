// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

import dev.trunkline.stt.core.TranscriptionInput.AudioReceived;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The audio of a stream that no final transcript covers yet, so that another connection can get it
 * again: first the frames that the present connection got, then those still to be sent.
 */
final class RetainedAudio {
  /** Before the first frame. */
  static final long NONE = -1;

  /**
   * @param offset of its record
   * @param readAtNanos when it was read
   */
  record Frame(long offset, long startMs, long endMs, long readAtNanos, byte[] ulaw) {}

  private final ArrayDeque<Frame> sent = new ArrayDeque<>();
  private final ArrayDeque<Frame> unsent = new ArrayDeque<>();
  private long originMs = NONE;
  private long receivedMs = NONE;
  private long sentMs = NONE;

  /** False if the frame is a repeat. */
  boolean add(AudioReceived frame, long nowNanos) {
    if (frame.mediaMs() < receivedMs) {
      return false;
    }
    if (originMs == NONE) {
      originMs = frame.mediaMs();
      sentMs = originMs;
    }
    receivedMs = frame.endMs();
    unsent.add(new Frame(frame.offset(), frame.mediaMs(), receivedMs, nowNanos, frame.ulaw()));
    return true;
  }

  /** Media time of the first frame ever received; a predecessor transcribed what was before. */
  long originMs() {
    return originMs;
  }

  /** Media time up to which audio was received. */
  long receivedMs() {
    return receivedMs;
  }

  /** Media time up to which the present connection got audio. */
  long sentMs() {
    return sentMs;
  }

  /** The first frame that the present connection did not get. */
  @Nullable Frame next() {
    return unsent.peek();
  }

  /** {@link #next} was sent. */
  void markSent() {
    Frame frame = unsent.remove();
    sent.add(frame);
    sentMs = frame.endMs();
  }

  /** Another connection needs everything again. */
  void rewind() {
    while (!sent.isEmpty()) {
      unsent.addFirst(sent.removeLast());
    }
    Frame first = unsent.peek();
    sentMs = first == null ? receivedMs : first.startMs();
  }

  /** Drops audio up to {@code ms}: its text is published, or given up. */
  void coverUpTo(long ms) {
    trim(ms, Long.MAX_VALUE, true);
  }

  /**
   * Drops what ended by {@code ms} and was read no later than {@code readAtNanos}: audio that was
   * read late must outlast the speech events that belong to it.
   *
   * @param alsoUnsent false to keep what the present connection did not get
   */
  void trim(long ms, long readAtNanos, boolean alsoUnsent) {
    trim(sent, ms, readAtNanos);
    if (alsoUnsent && sent.isEmpty()) {
      trim(unsent, ms, readAtNanos);
    }
  }

  void clear() {
    sent.clear();
    unsent.clear();
  }

  /** The oldest frame. */
  @Nullable Frame first() {
    Frame first = sent.peek();
    return first == null ? unsent.peek() : first;
  }

  long lengthMs() {
    Frame first = first();
    return first == null ? 0 : receivedMs - first.startMs();
  }

  private static void trim(ArrayDeque<Frame> frames, long ms, long readAtNanos) {
    for (Frame first = frames.peek();
        first != null && first.endMs() <= ms && first.readAtNanos() <= readAtNanos;
        first = frames.peek()) {
      frames.remove();
    }
  }
}
