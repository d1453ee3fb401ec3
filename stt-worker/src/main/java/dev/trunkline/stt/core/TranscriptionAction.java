// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

import dev.trunkline.events.FailureCategory;
import dev.trunkline.events.TranscriptEvent;

/**
 * What {@link StreamTranscription} wants done, in this order. A stream has one connection at most;
 * connections are numbered from 1.
 */
public sealed interface TranscriptionAction {

  /**
   * Open a connection, and answer with {@link TranscriptionInput.EndpointSelected} or {@link
   * TranscriptionInput.NoEndpointAvailable}. Its events come back with this number.
   *
   * @param preferredEndpoint 0 for the first, 1 for the second
   */
  record OpenConnection(int connection, int preferredEndpoint) implements TranscriptionAction {}

  /** Send µ-law, 8 kHz. */
  record SendAudio(byte[] ulaw) implements TranscriptionAction {}

  /** End the segment after the audio sent so far. */
  record CommitSegment() implements TranscriptionAction {}

  /** Close the connection after what is queued was sent. */
  record CloseConnection() implements TranscriptionAction {}

  /** Cut the connection. */
  record DropConnection() implements TranscriptionAction {}

  /** Publish to {@code transcripts}. */
  record PublishTranscript(TranscriptEvent event) implements TranscriptionAction {}

  /**
   * A successor would need the records from these offsets on. Comes after the transcripts that make
   * earlier records dispensable.
   *
   * @param audio offset in {@code audio.inbound}, or {@link #NONE}
   * @param speech offset in {@code speech}, or {@link #NONE}
   */
  record HoldOffsets(long audio, long speech) implements TranscriptionAction {
    /** No record is needed. */
    public static final long NONE = -1;
  }

  /** The stream is finished: release its holds and forget it. The last action. */
  record FinishStream() implements TranscriptionAction {}

  /** Something to count. */
  sealed interface Report extends TranscriptionAction {}

  /** The endpoint in use started a session. */
  record EndpointConnected() implements Report {}

  /** The endpoint in use transcribed a segment. */
  record EndpointAnswered() implements Report {}

  /**
   * The endpoint in use failed.
   *
   * @param unavailable true if the circuit breaker must count it
   */
  record EndpointFailed(FailureCategory category, boolean unavailable) implements Report {}

  /** A commit was answered this long after it was sent. */
  record CommitAnswered(long latencyNanos) implements Report {}

  /** Retained audio exceeded its limit, and the oldest was discarded without a transcript. */
  record AudioDropped(long ms) implements Report {}

  /** A message of Scribe had no meaning here. */
  record MessageIgnored() implements Report {}
}
