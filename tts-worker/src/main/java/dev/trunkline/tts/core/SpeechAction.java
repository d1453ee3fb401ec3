// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.events.topic.ReturnAddress;

/**
 * What {@link SpeechScheduler} wants done, in this order. Sockets of a call are numbered from 1.
 */
public sealed interface SpeechAction {

  /**
   * Open a socket. Its messages come back as inputs with this number.
   *
   * @param provider the preferred provider: 0 for the first, 1 for the second
   */
  record Connect(int socket, int provider) implements SpeechAction {}

  /** Send a request on the open socket. */
  record Send(int socket, VoiceRequest request) implements SpeechAction {}

  /** Close the socket with a handshake; its further messages are ignored. */
  record CloseSocket(int socket) implements SpeechAction {}

  /** Cut a socket that has become useless. */
  record AbortSocket(int socket) implements SpeechAction {}

  /** Send audio to the gateway. */
  record Publish(OutboundAudio audio, ReturnAddress to) implements SpeechAction {}

  /** The call needs the reply records from {@code offset} on: commit no further. */
  record Hold(long offset) implements SpeechAction {}

  /** The call needs no reply record: its offsets may be committed. */
  record Release() implements SpeechAction {}

  /** Something to count or log. */
  sealed interface Report extends SpeechAction {}

  /** Text was sent to the provider. */
  record TextSent(int characters) implements Report {}

  /** The first audio of a context arrived {@code nanos} after its first text was sent. */
  record FirstAudioReceived(long nanos) implements Report {}

  /** Something was not used. */
  record Dropped(Reason reason, int count) implements Report {
    /** Why. The names are values of a metric label. */
    public enum Reason {
      /** A segment, or its rest, of a turn below the floor. */
      BELOW_FLOOR,
      /** A segment or turn end that was read before, or that belongs to a finished turn. */
      REPEATED,
      /** Audio of a context that is closed. */
      LATE_AUDIO,
      /** A segment beyond the limit of unfinished segments per call. */
      TOO_MANY,
      /** A segment of a turn that was given up after a provider failure. */
      GIVEN_UP
    }
  }

  /**
   * The provider failed.
   *
   * @param turnsGivenUp how many turns were ended without all of their audio; 0 if another attempt
   *     follows, or if no text was waiting
   */
  record ProviderFailed(VoiceFailure failure, int turnsGivenUp) implements Report {}

  /** A fixed text was published from the cache. */
  record CacheHit() implements Report {}

  /** Unfinished segments will be synthesised from their start again, on a new socket. */
  record Retried() implements Report {}
}
