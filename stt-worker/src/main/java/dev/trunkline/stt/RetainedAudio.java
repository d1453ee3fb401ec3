// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import dev.trunkline.events.topic.InboundAudio;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The audio of a stream that no final transcript covers yet, so that it can be fed once more to
 * another connection: frames already fed, then frames still to be fed.
 */
final class RetainedAudio {
  /** No frame, no time: before the first frame. */
  static final long NONE = -1;

  /**
   * One frame.
   *
   * @param offset of its record
   * @param readAtNanos when it was read
   */
  record Frame(long offset, long startMs, long endMs, long readAtNanos, byte[] ulaw) {}

  private final ArrayDeque<Frame> fed = new ArrayDeque<>();
  private final ArrayDeque<Frame> waiting = new ArrayDeque<>();
  private long originMs = NONE;
  private long heardMs = NONE;
  private long fedMs = NONE;

  /** Takes a frame; false if it was heard before. */
  boolean add(InboundAudio audio, long offset, long nowNanos) {
    if (audio.mediaMs() < heardMs) {
      return false;
    }
    if (originMs == NONE) {
      originMs = audio.mediaMs();
      fedMs = originMs;
    }
    heardMs = audio.endMs();
    waiting.add(new Frame(offset, audio.mediaMs(), heardMs, nowNanos, audio.ulaw()));
    return true;
  }

  /** Media time of the first frame ever heard: what was said before it is somebody else's. */
  long originMs() {
    return originMs;
  }

  /** Media time up to which audio was heard. */
  long heardMs() {
    return heardMs;
  }

  /** Media time up to which the present connection was fed. */
  long fedMs() {
    return fedMs;
  }

  /** The first frame that the present connection was not fed. */
  @Nullable Frame next() {
    return waiting.peek();
  }

  /** {@link #next} has been fed. */
  void advance() {
    Frame frame = waiting.remove();
    fed.add(frame);
    fedMs = frame.endMs();
  }

  /** Another connection: everything is to be fed again. */
  void rewind() {
    while (!fed.isEmpty()) {
      waiting.addFirst(fed.removeLast());
    }
    Frame first = waiting.peek();
    fedMs = first == null ? heardMs : first.startMs();
  }

  /** The words up to {@code ms} are published, or given up. */
  void coverUpTo(long ms) {
    trim(ms, Long.MAX_VALUE, true);
  }

  /**
   * Drops what ended by {@code ms} and was read no later than {@code readAtNanos}, so that audio
   * read late is not gone before the speech events that tell of it.
   *
   * @param all true if also what was not fed yet
   */
  void trim(long ms, long readAtNanos, boolean all) {
    trim(fed, ms, readAtNanos);
    if (all && fed.isEmpty()) {
      trim(waiting, ms, readAtNanos);
    }
  }

  void clear() {
    fed.clear();
    waiting.clear();
  }

  /** The oldest frame that is kept. */
  @Nullable Frame first() {
    Frame first = fed.peek();
    return first == null ? waiting.peek() : first;
  }

  /** How much media time is kept. */
  long lengthMs() {
    Frame first = first();
    return first == null ? 0 : heardMs - first.startMs();
  }

  private static void trim(ArrayDeque<Frame> frames, long ms, long readAtNanos) {
    for (Frame first = frames.peek();
        first != null && first.endMs() <= ms && first.readAtNanos() <= readAtNanos;
        first = frames.peek()) {
      frames.remove();
    }
  }
}
