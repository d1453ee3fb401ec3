// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

/**
 * A message to the provider on a {@code multi-stream-input} socket. Keep-alives and flushes without
 * text are missing on purpose: either would create a context if the provider does not know its id.
 */
public sealed interface VoiceRequest {

  /** Opens a context. */
  record OpenContext(String context) implements VoiceRequest {}

  /**
   * Text of an open context, to be synthesised immediately. The protocol wants a space at its end.
   */
  record SpeakText(String context, String text) implements VoiceRequest {
    public SpeakText {
      if (!text.endsWith(" ")) {
        text = text.stripTrailing() + " ";
      }
    }
  }

  /** Ends a context: the provider sends the audio of flushed text, then the final message. */
  record CloseContext(String context) implements VoiceRequest {}

  /** Asks the provider to finish all contexts and to close the socket. */
  record CloseSocket() implements VoiceRequest {}
}
