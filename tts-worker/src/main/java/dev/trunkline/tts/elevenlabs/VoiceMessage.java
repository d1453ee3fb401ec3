// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.elevenlabs;

import org.jspecify.annotations.Nullable;

/** What the server says on a {@code multi-stream-input} socket. */
public sealed interface VoiceMessage {

  /**
   * Audio of a context, its end, or both.
   *
   * @param context empty for the implicit default context
   * @param audio in the format that was asked for; a sample may be cut in two between messages
   * @param alignment null if the server gave none that makes sense
   * @param isFinal true for a context's last message: it does not count against the cap any more
   */
  record Sound(String context, byte[] audio, @Nullable Alignment alignment, boolean isFinal)
      implements VoiceMessage {}

  /** A flush is done; seen from some servers, promised by none. */
  record FlushDone(String context) implements VoiceMessage {}

  /**
   * An error.
   *
   * @param context the context it concerns, null if it is the whole socket's
   */
  record Trouble(@Nullable String context, Failure failure) implements VoiceMessage {}

  /** Nothing we use. */
  record Other() implements VoiceMessage {}
}
