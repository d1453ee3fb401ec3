// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The assistant's answers, from the request to the last word. Topic {@code turns}. */
public sealed interface TurnEvent extends Event {

  /** The answer's number within the call; the greeting is turn 0. */
  int turn();

  /**
   * Requests an answer. Complete in itself: the model sees {@code messages} and nothing else.
   *
   * @param messages system prompt, then the conversation as the caller heard it
   * @param speechEndedAtMs wall clock of the end of speech that is answered; 0 if none
   * @param guess true if it is speculative: {@link TurnConfirmed} or {@link TurnCancelled} follows,
   *     and until then the answer may be generated and spoken, but no tool may run; null if the
   *     answer is certainly wanted
   * @param facts what the placeholders of tools stand for; null in records of an early release
   */
  record TurnRequested(
      String callSid,
      int turn,
      List<Message> messages,
      long speechEndedAtMs,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean guess,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable CallFacts facts,
      long atMs)
      implements TurnEvent {
    public TurnRequested {
      messages = List.copyOf(messages);
    }

    /** A request that is not speculative. */
    public TurnRequested(
        String callSid, int turn, List<Message> messages, long speechEndedAtMs, long atMs) {
      this(callSid, turn, messages, speechEndedAtMs, null, null, atMs);
    }

    /** A request without facts. */
    public TurnRequested(
        String callSid,
        int turn,
        List<Message> messages,
        long speechEndedAtMs,
        @Nullable Boolean guess,
        long atMs) {
      this(callSid, turn, messages, speechEndedAtMs, guess, null, atMs);
    }
  }

  /**
   * Confirms a speculative request: it is now certain what the caller said and that the caller has
   * finished. A speculative answer that is not wanted is cancelled by {@link TurnCancelled}. Other
   * requests are not confirmed.
   */
  record TurnConfirmed(String callSid, int turn, long atMs) implements TurnEvent {}

  /**
   * The answer is no longer wanted.
   *
   * @param floor the lowest turn that may still be heard
   * @param cause why, for people to read
   */
  record TurnCancelled(String callSid, int turn, int floor, String cause, long atMs)
      implements TurnEvent {}

  /**
   * The caller heard the answer, in full or in part.
   *
   * @param text the words the caller heard
   * @param interrupted true if the turn was cut short after {@code text}
   * @param latency how long each stage took; null for turns that answer no speech
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
   * A tool that the model called in this turn is requested. {@link ToolReturned} follows, also if
   * the turn is cancelled meanwhile.
   *
   * @param call the call
   * @param safe true if repeating the request is harmless
   */
  record ToolRequested(String callSid, int turn, ToolCall call, boolean safe, long atMs)
      implements TurnEvent {}

  /**
   * A tool that the model called in this turn returned or failed. A worker that resumes the turn
   * continues from here instead of calling the tool again.
   *
   * @param call the call
   * @param result the result, as passed to the model
   * @param failed true if {@code result} is an error message
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
   * What is known of a call from its start.
   *
   * @param caller the caller's number; empty if it is withheld
   * @param called the called number
   * @param startedAt when the call began, ISO 8601 with the offset of {@code zone}
   * @param zone the assistant's time zone
   */
  record CallFacts(String caller, String called, String startedAt, String zone) {}

  /**
   * A tool call by the model.
   *
   * @param id unique within the call
   * @param tool the tool's name
   * @param arguments JSON, as the model wrote it
   */
  record ToolCall(String id, String tool, String arguments) {}

  /**
   * One line of the conversation as the model sees it.
   *
   * @param role the speaker
   * @param text the words, or what a tool returned
   * @param call the tool call that {@code text} is the result of; null in all other lines
   */
  record Message(
      Role role, String text, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ToolCall call) {
    /** A line without a tool call. */
    public Message(Role role, String text) {
      this(role, text, null);
    }
  }

  /** The speaker of a line of the conversation. */
  enum Role {
    SYSTEM,
    USER,
    ASSISTANT,
    /** A tool that the model called. */
    TOOL
  }

  /**
   * Milliseconds between the stages of an answer. {@code silenceWaitMs} and {@code answerMs} are
   * differences of media time, the others of the writers' wall clocks.
   *
   * @param silenceWaitMs caller's last sound → end of speech detected
   * @param transcriptMs end of speech detected → final transcript
   * @param requestMs final transcript → turn requested
   * @param firstTokenMs turn requested → the model's first token
   * @param firstSegmentMs first token → first segment written for synthesis
   * @param firstAudioMs first segment → first audio
   * @param playoutMs first audio → first audio sent to the caller
   * @param answerMs caller's last sound → first sound that the caller hears, silence wait included
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
