// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.provider;

import dev.trunkline.events.FailureCategory;

/** What happens on a Scribe socket, in the order it happens. */
public sealed interface ScribeEvent {

  /** The session accepts audio from now on; the first event of a session that works. */
  record SessionStarted(String sessionId) implements ScribeEvent {}

  /** The text of the open segment so far; replaces the one before. May be empty. */
  record PartialTranscribed(String text) implements ScribeEvent {}

  /** The text of a segment, one for each commit and in their order. May be empty. */
  record TranscriptCommitted(String text) implements ScribeEvent {}

  /** Scribe reports an error; it usually closes the socket next. */
  record ErrorReported(ScribeError error, String text) implements ScribeEvent {}

  /** A message that has no meaning here: of a type unknown or not requested, or not readable. */
  record Ignored(String what) implements ScribeEvent {}

  /** Scribe closed; the last event. The reason may be an error's name. */
  record Closed(int code, String reason) implements ScribeEvent {}

  /**
   * The connection was rejected or broke; the last event.
   *
   * @param retryAfterMs how long the server demands to wait, 0 if it does not say
   */
  record Broken(FailureCategory category, String detail, long retryAfterMs)
      implements ScribeEvent {}
}
