// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

/**
 * The numbers that decisions depend on.
 *
 * @param vadEnabled true if our own detector reports where utterances start and end; false if
 *     Scribe decides
 * @param scribeSilenceMs silence after which Scribe commits by itself, without VAD
 * @param minPartialIntervalMs between two partial transcripts of a stream
 */
public record TranscriptionLimits(
    boolean vadEnabled,
    int scribeSilenceMs,
    int minPartialIntervalMs,
    Audio audio,
    Timeouts timeouts,
    Retry retry) {

  /**
   * Sending and keeping audio.
   *
   * @param chunkMs audio per message; Scribe accepts 100 to 1,000
   * @param prerollMs how much quiet audio is kept in case it turns out to be the start of speech;
   *     more than the detector needs to decide
   * @param maxRetainedMs audio kept per stream; as much as Scribe itself accepts without a commit
   * @param catchUpSpeed how many times faster than real time late audio is sent
   * @param maxSendQueueBytes audio is held back while more than this waits in the socket
   */
  public record Audio(
      int chunkMs, int prerollMs, int maxRetainedMs, double catchUpSpeed, int maxSendQueueBytes) {
    private Audio withMaxRetainedMs(int ms) {
      return new Audio(chunkMs, prerollMs, ms, catchUpSpeed, maxSendQueueBytes);
    }
  }

  /** The same with another limit of the audio kept. */
  public TranscriptionLimits withMaxRetainedMs(int ms) {
    return new TranscriptionLimits(
        vadEnabled,
        scribeSilenceMs,
        minPartialIntervalMs,
        audio.withMaxRetainedMs(ms),
        timeouts,
        retry);
  }

  /**
   * How long to wait.
   *
   * @param connectMs from opening a connection to the start of its session
   * @param commitMs for the answer to a commit; after that the connection counts as dead
   * @param idleMs without a frame, after which a stream counts as ended
   * @param lateSpeechEventMs after the end of a stream, for speech events that are still to come
   */
  public record Timeouts(int connectMs, int commitMs, int idleMs, int lateSpeechEventMs) {}

  /**
   * How often and for how long to retry.
   *
   * @param streamBudgetMs length of an outage after which the stream is given up
   * @param utteranceAttempts failures after which one utterance is given up
   * @param utteranceBudgetMs how long after its end an utterance may still be transcribed
   */
  public record Retry(int streamBudgetMs, int utteranceAttempts, int utteranceBudgetMs) {}
}
