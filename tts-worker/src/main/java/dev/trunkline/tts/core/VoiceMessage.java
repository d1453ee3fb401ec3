// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

import org.jspecify.annotations.Nullable;

/** A message of the provider on a {@code multi-stream-input} socket. */
public sealed interface VoiceMessage {

  /**
   * Audio of a context, its end, or both.
   *
   * @param context empty for the implicit default context
   * @param bytes in the requested format; a sample may be split between two messages
   * @param alignment null if the provider sent none, or an inconsistent one
   * @param isFinal true for a context's last message: it stops counting against the limit
   */
  record Audio(String context, byte[] bytes, @Nullable Alignment alignment, boolean isFinal)
      implements VoiceMessage {}

  /** A flush is done. Some servers send this; none documents it. */
  record FlushDone(String context) implements VoiceMessage {}

  /**
   * An error.
   *
   * @param context the context it concerns, null if it concerns the whole socket
   */
  record ProviderError(@Nullable String context, VoiceFailure failure) implements VoiceMessage {}

  /** A message without use here. */
  record Ignored() implements VoiceMessage {}
}
