// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** The words of the assistant's turns, to be synthesised. Topic {@code replies}. */
public sealed interface ReplyEvent extends Event {

  /**
   * A sentence-sized piece of a turn. The segments of a turn are numbered from 0 without gaps; a
   * repeated (turn, segment) is the same piece again.
   *
   * @param turn the answer's number within the call; the greeting is turn 0
   * @param segment the piece's number within the turn
   * @param text the words, with the spaces before the next segment at its end
   * @param firstTokenAtMs wall clock of the model's first token; 0 for fixed texts
   */
  record SegmentWritten(
      String callSid, int turn, int segment, String text, long firstTokenAtMs, long atMs)
      implements ReplyEvent {}

  /**
   * The turn has no more segments.
   *
   * @param turn the answer's number within the call; the greeting is turn 0
   * @param segments the number of segments
   * @param failure why it ended early; null if it did not
   * @param then what to do with the call once the caller has heard the whole turn; null for
   *     nothing; an interruption prevents it
   * @param refused true if the model's provider refused the caller's words; null if not
   */
  record ReplyEnded(
      String callSid,
      int turn,
      int segments,
      @Nullable FailureCategory failure,
      @Nullable NextStep then,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean refused,
      long atMs)
      implements ReplyEvent {
    /** A turn after which the conversation continues. */
    public ReplyEnded(
        String callSid, int turn, int segments, @Nullable FailureCategory failure, long atMs) {
      this(callSid, turn, segments, failure, null, atMs);
    }

    /** A turn whose words were not refused. */
    public ReplyEnded(
        String callSid,
        int turn,
        int segments,
        @Nullable FailureCategory failure,
        @Nullable NextStep then,
        long atMs) {
      this(callSid, turn, segments, failure, then, null, atMs);
    }
  }

  /**
   * The model's decision about the call.
   *
   * @param kind what to do
   * @param target the number to transfer to, or the keys to send; empty for a hang-up
   * @param ringSeconds how long the destination may ring; 0 unless it is a transfer
   */
  record NextStep(Kind kind, String target, int ringSeconds) {
    /** What to do with the call. */
    public enum Kind {
      /** End the call. */
      HANG_UP,
      /** Connect the caller to another number; the call returns if it is not answered. */
      TRANSFER,
      /** Send DTMF keys. */
      SEND_DTMF
    }
  }

  /**
   * Drop everything that belongs to turns below {@code floor}. A call's floor never falls.
   *
   * @param floor the lowest turn that may still be heard
   */
  record FloorRaised(String callSid, int floor, long atMs) implements ReplyEvent {}
}
