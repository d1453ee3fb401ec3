// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events;

/**
 * An event of a call, or a command. Its JSON has a {@code type} (the record's name in kebab case)
 * and the schema version {@code v}.
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

  /** When the event was written: the writer's wall clock, milliseconds since 1970 UTC. */
  long atMs();
}
