// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core.answer;

import dev.trunkline.dialog.core.answer.SegmentSequence.Segment;
import dev.trunkline.events.FailureCategory;
import dev.trunkline.events.ReplyEvent.NextStep;
import dev.trunkline.events.ReplyEvent.ReplyEnded;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.TurnEvent.TurnRequested;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of an answer is written to {@code replies}, and when: segments, words that wait too long for
 * the end of their segment, and the end. Times are wall clock. Not thread-safe.
 */
final class AnswerWriter {
  /** How long words wait for the end of their segment. */
  private static final long MAX_PENDING_MS = 1_500;

  private final TurnRequested request;
  private final SegmentSequence segments;
  private long firstTokenAtMs;
  private long pendingSinceMs;

  AnswerWriter(TurnRequested request, SegmentSequence segments) {
    this.request = request;
    this.segments = segments;
  }

  /** Notes the first token; later ones change nothing. */
  List<AnswerAction> firstToken(long nowMs) {
    if (firstTokenAtMs > 0) {
      return List.of();
    }
    firstTokenAtMs = nowMs;
    return List.of(new AnswerAction.ReportFirstToken());
  }

  List<AnswerAction> write(List<Segment> written, long nowMs) {
    if (!written.isEmpty()) {
      pendingSinceMs = 0;
    }
    var actions = new ArrayList<AnswerAction>();
    for (Segment segment : written) {
      actions.add(
          new AnswerAction.WriteReply(
              new SegmentWritten(
                  request.callSid(),
                  request.turn(),
                  segment.number(),
                  segment.text(),
                  firstTokenAtMs,
                  nowMs)));
    }
    return actions;
  }

  /** Words that have no end of a segment are spoken nevertheless after a while. */
  List<AnswerAction> awaitMoreWords(long nowMs) {
    if (!segments.hasPending()) {
      pendingSinceMs = 0;
    } else if (pendingSinceMs == 0) {
      pendingSinceMs = nowMs;
      return List.of(new AnswerAction.StartPendingTimer(MAX_PENDING_MS));
    }
    return List.of();
  }

  /** Writes the words that have waited long enough, if there are such. */
  List<AnswerAction> speakPending(long nowMs) {
    if (pendingSinceMs == 0 || nowMs - pendingSinceMs < MAX_PENDING_MS) {
      return List.of();
    }
    pendingSinceMs = 0;
    var actions = new ArrayList<>(write(segments.cutWords(), nowMs));
    actions.addAll(awaitMoreWords(nowMs));
    return actions;
  }

  /**
   * The end of the answer.
   *
   * @param refused true if the provider refused the caller's words
   */
  AnswerAction end(
      @Nullable FailureCategory failure, @Nullable NextStep then, boolean refused, long nowMs) {
    return new AnswerAction.WriteReply(
        new ReplyEnded(
            request.callSid(),
            request.turn(),
            segments.texts().size(),
            failure,
            then,
            refused ? true : null,
            nowMs));
  }
}
