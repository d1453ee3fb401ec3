package dev.trunkline.common.event;

/** What was said, by whom. Topic {@code transcripts}: the public topic for analytics. */
public sealed interface TranscriptEvent extends Event {

  /**
   * The words so far of an utterance that is still open; each replaces the last.
   *
   * @param startMs media time at which the utterance began
   */
  record PartialTranscript(String callSid, String streamSid, long startMs, String text, long atMs)
      implements TranscriptEvent {}

  /**
   * The words of the caller's audio between two media times. A call's finals of one stream follow
   * each other without overlap, so a final that ends no later than the last one is a repeat.
   *
   * @param text empty if nothing was said (a cough, a door)
   * @param endMs media time of the speech end it belongs to
   * @param speechEndedAtMs wall clock of the {@code SpeechEnded} it answers, or of the provider's
   *     own commit where no VAD runs
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
   * @param permanent true if this call will get no more transcripts; false if it was only this
   *     utterance
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
   * What the caller heard of the assistant's turn: the words that were played, no others.
   *
   * @param interrupted true if the turn was cut short after {@code text}
   */
  record AssistantHeard(String callSid, int turn, String text, boolean interrupted, long atMs)
      implements TranscriptEvent {}
}
