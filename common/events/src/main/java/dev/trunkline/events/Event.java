// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events;

/**
 * Something that happened in a call, or must happen to it. Its JSON form carries a {@code type}
 * (the record's name in kebab case) and the schema version {@code v}.
 */
public sealed interface Event
    permits CallEvent,
        SpeechEvent,
        TranscriptEvent,
        TurnEvent,
        ReplyEvent,
        PlaybackEvent,
        GatewayCommand {

  /** Twilio's {@code CallSid}: the key of every record. */
  String callSid();

  /** When the event was made: wall clock of the writer, milliseconds since 1970 UTC. */
  long atMs();
}
