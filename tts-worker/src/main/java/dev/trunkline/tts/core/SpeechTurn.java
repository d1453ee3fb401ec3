// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

import dev.trunkline.events.topic.OutboundAudio;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A turn in progress: its unfinished segments, and the context that synthesises them. */
final class SpeechTurn {
  /**
   * A segment as it was read.
   *
   * @param fixed true if no model wrote it, so that other calls will need the same text
   * @param offset of its record
   */
  record Segment(int number, String text, boolean fixed, long offset) {}

  final int number;
  @Nullable SynthesisContext context;

  private final List<Segment> unfinished = new ArrayList<>();
  private final List<OutboundAudio> fixedAudio = new ArrayList<>();
  private @Nullable String fixedText;

  /** How many of the unfinished segments were given to the context. */
  private int sent;

  private int contexts;
  private int segments;
  private boolean ended;
  private long endOffset;

  SpeechTurn(int number) {
    this.number = number;
  }

  void add(Segment segment) {
    fixedText = segment.fixed() && segment.number() == 0 && segments == 0 ? segment.text() : null;
    unfinished.add(segment);
    segments = segment.number() + 1;
  }

  /** No further segment follows. */
  void end(int segmentsWritten, long offset) {
    segments = Math.max(segments, segmentsWritten);
    ended = true;
    endOffset = offset;
  }

  boolean isEnded() {
    return ended;
  }

  /** One more than the last segment's number: the turn's end is marked there. */
  int segments() {
    return segments;
  }

  boolean hasUnfinished() {
    return !unfinished.isEmpty();
  }

  /** How many segments are unfinished. */
  int unfinished() {
    return unfinished.size();
  }

  /** The next segment to give to the context; null if it has all. */
  @Nullable Segment nextToSend() {
    return sent < unfinished.size() ? unfinished.get(sent) : null;
  }

  void markSent() {
    sent++;
  }

  /** All chunks of {@code segment} are published. Segments finish in order. */
  void finish(int segment) {
    if (hasUnfinished() && unfinished.getFirst().number() == segment) {
      unfinished.removeFirst();
      sent--;
    }
  }

  /** Keeps a published chunk if the turn may be a fixed text worth caching. */
  void recordFixedAudio(OutboundAudio chunk) {
    if (fixedText != null) {
      fixedAudio.add(chunk);
    }
  }

  /** The turn's text if it is one fixed text that a single context synthesised; null otherwise. */
  @Nullable String wholeFixedText() {
    return contexts == 1 && !hasUnfinished() ? fixedText : null;
  }

  List<OutboundAudio> fixedAudio() {
    return fixedAudio;
  }

  /** An opened context is gone: unfinished segments are sent from their start again. */
  void restart() {
    if (context != null && context.opened) {
      context = null;
      sent = 0;
    }
  }

  /** True if the provider was asked to end the context and has not done so yet. */
  boolean isClosing() {
    return context != null && context.closing;
  }

  /** A context id that is unique within the call. */
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
