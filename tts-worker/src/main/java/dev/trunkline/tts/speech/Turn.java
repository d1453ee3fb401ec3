package dev.trunkline.tts.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A turn in hand: what is still to be said of it, and the context that says it. */
final class Turn {
  /**
   * A segment as it was read.
   *
   * @param offset of its record
   */
  record Piece(int segment, String text, long offset) {}

  final int number;
  @Nullable Context context;

  private final List<Piece> unfinished = new ArrayList<>();
  private int begun;
  private int contexts;
  private int segments;
  private boolean ended;
  private long endOffset;

  Turn(int number) {
    this.number = number;
  }

  void add(Piece piece) {
    unfinished.add(piece);
    segments = piece.segment() + 1;
  }

  /** Nothing more comes. */
  void end(int segmentsWritten, long offset) {
    segments = Math.max(segments, segmentsWritten);
    ended = true;
    endOffset = offset;
  }

  boolean isEnded() {
    return ended;
  }

  /** The number after the last segment's: the turn's end is marked there. */
  int segments() {
    return segments;
  }

  boolean hasUnfinished() {
    return !unfinished.isEmpty();
  }

  /** How many segments are not finished. */
  int unfinished() {
    return unfinished.size();
  }

  /** The next piece that the context has not been given; null if it has all. */
  @Nullable Piece nextToBegin() {
    return begun < unfinished.size() ? unfinished.get(begun) : null;
  }

  void markBegun() {
    begun++;
  }

  /** All chunks of {@code segment} are out. Segments finish in order. */
  void finish(int segment) {
    if (hasUnfinished() && unfinished.getFirst().segment() == segment) {
      unfinished.removeFirst();
      begun--;
    }
  }

  /** An opened context is gone: what is unfinished must be said again from its begin. */
  void restart() {
    if (context != null && context.opened) {
      context = null;
      begun = 0;
    }
  }

  /** True if the provider has been asked to end the context, and has not done so yet. */
  boolean isClosing() {
    return context != null && context.closing;
  }

  /** An id that no other context of the call has, had or will have. */
  String nextContextId() {
    contexts++;
    return "t" + number + "-" + contexts;
  }

  /** The first record that a successor would need to finish this turn. */
  OptionalLong neededOffset() {
    if (hasUnfinished()) {
      return OptionalLong.of(unfinished.getFirst().offset());
    }
    return ended ? OptionalLong.of(endOffset) : OptionalLong.empty();
  }
}
