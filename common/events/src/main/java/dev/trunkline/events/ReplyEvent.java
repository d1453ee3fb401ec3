// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events;

import org.jspecify.annotations.Nullable;

/** The words of the assistant's turns, on their way to speech. Topic {@code replies}. */
public sealed interface ReplyEvent extends Event {

  /**
   * A sentence-sized piece of a turn. Segments of a turn count from 0 without gaps; a repeated
   * (turn, segment) is the same piece once more.
   *
   * @param turn the answer's number within the call; the greeting is turn 0
   * @param segment the piece's number within the turn
   * @param text what to say, with the spaces that belong between it and the next segment at its end
   * @param firstTokenAtMs wall clock of the model's first token, 0 for fixed texts
   */
  record SegmentWritten(
      String callSid, int turn, int segment, String text, long firstTokenAtMs, long atMs)
      implements ReplyEvent {}

  /**
   * No more segments of this turn.
   *
   * @param turn the answer's number within the call; the greeting is turn 0
   * @param segments how many there are
   * @param failure why it ended early, null if it did not
   * @param then what is to be done with the call once the turn has been heard to its end, null for
   *     nothing; an interruption prevents it
   */
  record ReplyEnded(
      String callSid,
      int turn,
      int segments,
      @Nullable FailureCategory failure,
      @Nullable NextStep then,
      long atMs)
      implements ReplyEvent {
    /** A turn after which the conversation goes on. */
    public ReplyEnded(
        String callSid, int turn, int segments, @Nullable FailureCategory failure, long atMs) {
      this(callSid, turn, segments, failure, null, atMs);
    }
  }

  /**
   * What the model has decided to do with the call.
   *
   * @param kind what
   * @param target the number to transfer to, or the keys to send; empty where there is none
   * @param ringSeconds how long the other telephone may ring, 0 where none does
   */
  record NextStep(Kind kind, String target, int ringSeconds) {
    /** What can be done. */
    public enum Kind {
      /** The call is ended. */
      HANG_UP,
      /** The caller is connected with somebody else, and comes back if nobody answers. */
      TRANSFER,
      /** Keys are pressed, as on a telephone. */
      SEND_DTMF
    }
  }

  /**
   * Everything of turns below {@code floor} is to be dropped wherever it is met. The floor of a
   * call never falls.
   *
   * @param floor the lowest turn that may still be heard
   */
  record FloorRaised(String callSid, int floor, long atMs) implements ReplyEvent {}
}
