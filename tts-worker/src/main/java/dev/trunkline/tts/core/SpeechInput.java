// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

import dev.trunkline.events.ReplyEvent;
import dev.trunkline.events.topic.ReturnAddress;
import org.jspecify.annotations.Nullable;

/** What {@link SpeechScheduler} decides about. Sockets of a call are numbered from 1. */
public sealed interface SpeechInput {

  /** The call has begun or resumed: a socket will be needed soon. */
  record WarmUp() implements SpeechInput {}

  /**
   * A record of topic {@code replies} was read.
   *
   * @param to the gateway that receives the audio from now on; null only for {@code FloorRaised}
   */
  record ReplyRead(ReplyEvent event, long offset, @Nullable ReturnAddress to)
      implements SpeechInput {}

  /**
   * The socket is being opened at this provider, which may differ from the preferred one.
   *
   * @param provider 0 for the first, 1 for the second
   */
  record ProviderChosen(int socket, int provider) implements SpeechInput {}

  /** The provider accepted the socket. */
  record SocketOpened(int socket) implements SpeechInput {}

  /** The provider sent a message. */
  record MessageReceived(int socket, VoiceMessage message) implements SpeechInput {}

  /** The socket broke, or could not be opened. */
  record SocketLost(int socket, VoiceFailure failure) implements SpeechInput {}

  /** Time has passed. Expected about ten times a second. */
  record Tick() implements SpeechInput {}

  /** The call is over, or another worker owns its partition now. */
  record CallClosed() implements SpeechInput {}
}
