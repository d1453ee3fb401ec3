// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The assistant's answers, from the wish to the last word. Topic {@code turns}. */
public sealed interface TurnEvent extends Event {

  /** The answer's number within the call; the greeting is turn 0. */
  int turn();

  /**
   * The assistant shall answer. Complete in itself: the model sees {@code messages} and nothing
   * else.
   *
   * @param messages system prompt, then the conversation as the caller heard it
   * @param speechEndedAtMs wall clock of the speech end that is answered, 0 if none
   * @param guess true if {@link TurnConfirmed} or {@link TurnCancelled} is to follow: until then
   *     nothing may be done for the caller, only thought and spoken; null if it is wanted at once
   */
  record TurnRequested(
      String callSid,
      int turn,
      List<Message> messages,
      long speechEndedAtMs,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean guess,
      long atMs)
      implements TurnEvent {
    public TurnRequested {
      messages = List.copyOf(messages);
    }

    /** Wanted at once. */
    public TurnRequested(
        String callSid, int turn, List<Message> messages, long speechEndedAtMs, long atMs) {
      this(callSid, turn, messages, speechEndedAtMs, null, atMs);
    }
  }

  /**
   * The answer was asked for before it was certain what the caller said, or that the caller had
   * finished; now it is, and the answer is wanted. Of such an answer that is not wanted, {@link
   * TurnCancelled} tells. Answers that were asked for in certainty are not confirmed.
   */
  record TurnConfirmed(String callSid, int turn, long atMs) implements TurnEvent {}

  /**
   * The answer is not wanted any more.
   *
   * @param floor the lowest turn that may still be heard
   * @param cause why, in words for people
   */
  record TurnCancelled(String callSid, int turn, int floor, String cause, long atMs)
      implements TurnEvent {}

  /**
   * The answer has been heard, in full or in part.
   *
   * @param text the words the caller heard
   * @param interrupted true if the turn was cut short after {@code text}
   * @param latency where the time went; null for turns that answer no speech
   */
  record TurnCompleted(
      String callSid,
      int turn,
      String text,
      boolean interrupted,
      @Nullable TurnLatency latency,
      long atMs)
      implements TurnEvent {}

  /**
   * A tool has done, or failed to do, what the model asked it for in this turn. A runner that takes
   * the turn up again goes on from here instead of asking the tool once more.
   *
   * @param call what was asked for
   * @param result what came back, as the model is told
   * @param failed true if {@code result} says why it could not be done
   * @param said the turn's segments that were written before, in order
   */
  record ToolReturned(
      String callSid,
      int turn,
      ToolCall call,
      String result,
      boolean failed,
      List<String> said,
      long atMs)
      implements TurnEvent {
    public ToolReturned {
      said = List.copyOf(said);
    }
  }

  /**
   * What the model wants a tool to do.
   *
   * @param id unique within the call
   * @param tool the tool's name
   * @param arguments JSON, as the model wrote it
   */
  record ToolCall(String id, String tool, String arguments) {}

  /**
   * One line of the conversation as the model sees it.
   *
   * @param role who it is from
   * @param text what was said, or what a tool returned
   * @param call what the tool was asked for, null in lines that no tool returned
   */
  record Message(
      Role role, String text, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ToolCall call) {
    /** A line that somebody said. */
    public Message(Role role, String text) {
      this(role, text, null);
    }
  }

  /** Who a line of the conversation is from. */
  enum Role {
    SYSTEM,
    USER,
    ASSISTANT,
    /** A tool that the model had asked for something. */
    TOOL
  }

  /**
   * Milliseconds from one stage of an answer to the next. {@code silenceWaitMs} and {@code
   * answerMs} are differences of media time, the others of the writers' wall clocks.
   *
   * @param silenceWaitMs caller's last speech → the detector is sure
   * @param transcriptMs the detector is sure → final transcript
   * @param requestMs final transcript → turn requested
   * @param firstTokenMs turn requested → first token of the model
   * @param firstSegmentMs first token → first segment handed to speech
   * @param firstAudioMs first segment → first audio
   * @param playoutMs first audio → sent to the caller
   * @param answerMs caller's last speech → first audio sent to the caller, silence wait included
   */
  record TurnLatency(
      long silenceWaitMs,
      long transcriptMs,
      long requestMs,
      long firstTokenMs,
      long firstSegmentMs,
      long firstAudioMs,
      long playoutMs,
      long answerMs) {}
}
