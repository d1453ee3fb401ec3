// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events;

/** What was said, by whom. Topic {@code transcripts}: the public topic for analytics. */
public sealed interface TranscriptEvent extends Event {

  /**
   * The words so far of an open utterance; each event replaces the one before.
   *
   * @param streamSid the stream whose media time {@code startMs} counts
   * @param startMs media time at which the utterance started
   * @param text all words so far
   */
  record PartialTranscript(String callSid, String streamSid, long startMs, String text, long atMs)
      implements TranscriptEvent {}

  /**
   * The words of the caller's audio between two media times. The final transcripts of a stream do
   * not overlap, so one that ends no later than the one before is a repeat.
   *
   * @param streamSid the stream whose media time {@code startMs} and {@code endMs} count
   * @param startMs media time at which the utterance started
   * @param endMs media time of the end of speech it belongs to
   * @param text empty if there were no words (a cough, a door)
   * @param speechEndedAtMs wall clock of the {@link SpeechEvent.SpeechEnded} it answers, or of the
   *     provider's own commit where no VAD runs
   */
  record FinalTranscript(
      String callSid,
      String streamSid,
      long startMs,
      long endMs,
      String text,
      long speechEndedAtMs,
      long atMs)
      implements TranscriptEvent {}

  /**
   * The caller could not be understood because the provider failed.
   *
   * @param streamSid the stream whose media time {@code startMs} and {@code endMs} count
   * @param startMs media time at which the lost words started
   * @param endMs media time at which they ended
   * @param permanent true if this call gets no more transcripts; false if only this utterance is
   *     lost
   * @param detail the provider's error, for people to read; never the caller's words
   */
  record TranscriptionFailed(
      String callSid,
      String streamSid,
      long startMs,
      long endMs,
      FailureCategory category,
      boolean permanent,
      String detail,
      long atMs)
      implements TranscriptEvent {}

  /**
   * What the caller heard of the assistant's turn: the words that were played and no others.
   *
   * @param turn the answer's number within the call; the greeting is turn 0
   * @param text the words
   * @param interrupted true if the turn was cut short after {@code text}
   */
  record AssistantHeard(String callSid, int turn, String text, boolean interrupted, long atMs)
      implements TranscriptEvent {}
}
