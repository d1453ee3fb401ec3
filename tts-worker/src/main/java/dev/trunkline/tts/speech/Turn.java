// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.speech;

import dev.trunkline.events.topic.OutboundAudio;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A turn in hand: what is still to be said of it, and the context that says it. */
final class Turn {
  /**
   * A segment as it was read.
   *
   * @param fixed true if no model wrote it, so that it will be said again in other calls
   * @param offset of its record
   */
  record Piece(int segment, String text, boolean fixed, long offset) {}

  final int number;
  @Nullable Context context;

  private final List<Piece> unfinished = new ArrayList<>();
  private final List<OutboundAudio> fixedSound = new ArrayList<>();
  private @Nullable String fixedText;
  private int begun;
  private int contexts;
  private int segments;
  private boolean ended;
  private long endOffset;

  Turn(int number) {
    this.number = number;
  }

  void add(Piece piece) {
    fixedText = piece.fixed() && piece.segment() == 0 && segments == 0 ? piece.text() : null;
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

  /** A chunk of it is out. */
  void said(OutboundAudio chunk) {
    if (fixedText != null) {
      fixedSound.add(chunk);
    }
  }

  /** The text it consists of if that is fixed, and was said in one go from begin to end. */
  @Nullable String wholeFixedText() {
    return contexts == 1 && !hasUnfinished() ? fixedText : null;
  }

  List<OutboundAudio> fixedSound() {
    return fixedSound;
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
