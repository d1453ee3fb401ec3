// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

import dev.trunkline.events.SpeechEvent;
import dev.trunkline.events.audio.MuLaw;

/** What happened to a stream. {@link StreamTranscription} takes one at a time. */
public sealed interface TranscriptionInput {

  /**
   * A frame of the caller's audio was read.
   *
   * @param offset of its record in {@code audio.inbound}
   * @param mediaMs media time at which it starts
   * @param ulaw µ-law, 8 kHz; not copied
   * @param sendQueueBytes bytes that wait to be written to the present connection
   */
  record AudioReceived(long offset, long mediaMs, byte[] ulaw, long sendQueueBytes)
      implements TranscriptionInput {

    long endMs() {
      return mediaMs + ulaw.length / MuLaw.PER_MS;
    }
  }

  /**
   * The VAD worker reported where speech starts or ends.
   *
   * @param offset of its record in {@code speech}
   */
  record SpeechReported(SpeechEvent event, long offset) implements TranscriptionInput {}

  /** No frame follows: the stream ended, or the call continues on another stream. */
  record StreamEnded() implements TranscriptionInput {}

  /**
   * Time has passed. Expected about ten times a second.
   *
   * @param sendQueueBytes bytes that wait to be written to the present connection
   */
  record TimerTicked(long sendQueueBytes) implements TranscriptionInput {}

  /**
   * An event of the connection that {@link TranscriptionAction.OpenConnection} numbered. Events of
   * an earlier connection have no effect.
   */
  sealed interface ConnectionInput extends TranscriptionInput {
    int connection();
  }

  /** The connection is being opened to this endpoint: 0 for the first, 1 for the second. */
  record EndpointSelected(int connection, int endpoint) implements ConnectionInput {}

  /** The circuit breakers of all endpoints are open; no connection is being opened. */
  record NoEndpointAvailable(int connection) implements ConnectionInput {}

  /** Scribe accepts audio from now on. */
  record SessionStarted(int connection) implements ConnectionInput {}

  /** The text of the open segment so far; replaces the one before. May be empty. */
  record PartialReceived(int connection, String text) implements ConnectionInput {}

  /** The text of a segment, in the order of commits. May be empty. */
  record SegmentTranscribed(int connection, String text) implements ConnectionInput {}

  /** Scribe did not execute the last commit; the connection may continue. */
  record CommitRejected(int connection, ConnectionFailure failure) implements ConnectionInput {}

  /** The connection is unusable. */
  record ConnectionFailed(int connection, ConnectionFailure failure) implements ConnectionInput {}

  /** Scribe sent a message that has no meaning here. */
  record UnknownMessageReceived(int connection) implements ConnectionInput {}
}
