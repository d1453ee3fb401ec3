// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.speech;

import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.tts.elevenlabs.Failure;
import dev.trunkline.tts.elevenlabs.VoiceRequest;

/** What {@link CallSpeech} wants done, in this order. Sockets of a call are numbered from 1. */
public sealed interface SpeechAction {

  /**
   * Open a socket; what it brings must come back with its number.
   *
   * @param provider whom to prefer: 0 for the first, 1 for the second
   */
  record Connect(int socket, int provider) implements SpeechAction {}

  /** Send on the open socket. */
  record Send(int socket, VoiceRequest request) implements SpeechAction {}

  /** Close the socket in an orderly way; nothing it brings is of interest any more. */
  record Leave(int socket) implements SpeechAction {}

  /** Cut a socket that is of no use. */
  record Abandon(int socket) implements SpeechAction {}

  /** Send audio to the gateway. */
  record Publish(OutboundAudio audio, ReturnAddress to) implements SpeechAction {}

  /** The call needs the reply records from {@code offset} on. */
  record Hold(long offset) implements SpeechAction {}

  /** The call needs no record any more. */
  record Release() implements SpeechAction {}

  /** Something to be counted. */
  sealed interface Report extends SpeechAction {}

  /** Text went to the provider. */
  record Said(int characters) implements Report {}

  /** The first audio of a context came {@code nanos} after its first text went. */
  record FirstAudioHeard(long nanos) implements Report {}

  /** Something was not used. */
  record Dropped(Reason reason, int count) implements Report {
    /** Why. */
    public enum Reason {
      /** A segment, or its rest, of a turn that must not be heard any more. */
      BELOW_FLOOR,
      /** A segment or turn end that was taken before, or of a turn that is over. */
      REPEATED,
      /** Audio of a context that is closed. */
      LATE_AUDIO,
      /** A segment on top of more than a call can have in hand. */
      TOO_MANY,
      /** A segment of a turn that was given up after a failure. */
      GIVEN_UP
    }
  }

  /**
   * The provider failed.
   *
   * @param turnsGivenUp how many turns were ended without being said in full; 0 if there will be
   *     another attempt, or if there was nothing to say
   */
  record Failed(Failure failure, int turnsGivenUp) implements Report {}

  /** A text was said from memory. */
  record Repeated() implements Report {}

  /** What was not finished will be said again from the segment's begin on a new socket. */
  record Retried() implements Report {}
}
