// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.provider;

import dev.trunkline.events.FailureCategory;

/** What happens on a Scribe socket, in the order it happens. */
public sealed interface ScribeEvent {

  /** The session takes audio from now on; always the first event of one that works. */
  record SessionStarted(String sessionId) implements ScribeEvent {}

  /** The words of the open segment so far; replaces the last. May be empty. */
  record PartialTranscribed(String text) implements ScribeEvent {}

  /** The words of a segment, one for each commit and in their order. May be empty. */
  record TranscriptCommitted(String text) implements ScribeEvent {}

  /** Scribe reports an error; it usually closes the socket next. */
  record ErrorReported(ScribeError error, String text) implements ScribeEvent {}

  /**
   * A message that is of no use here: of a type that is not known, not asked for, or not readable.
   */
  record Ignored(String what) implements ScribeEvent {}

  /** The other side closed; the last event. The reason may be an error's name. */
  record Closed(int code, String reason) implements ScribeEvent {}

  /**
   * The connection was refused or broke; the last event.
   *
   * @param retryAfterMs how long the server asks to wait, 0 if it does not say
   */
  record Broken(FailureCategory category, String detail, long retryAfterMs)
      implements ScribeEvent {}
}
