// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import dev.trunkline.dialog.core.Conversation;
import dev.trunkline.events.CallEvent;
import dev.trunkline.events.Event;
import dev.trunkline.events.GatewayCommand;
import dev.trunkline.events.PlaybackEvent;
import dev.trunkline.events.ReplyEvent;
import dev.trunkline.events.SpeechEvent;
import dev.trunkline.events.TranscriptEvent.AssistantHeard;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.TranscriptEvent.PartialTranscript;
import dev.trunkline.events.TranscriptEvent.TranscriptionFailed;
import dev.trunkline.events.TurnEvent;
import org.jspecify.annotations.Nullable;

/** Which records carry the return address of the gateway that holds the call. */
final class ReturnAddressRecords {
  private ReturnAddressRecords() {}

  /**
   * True for records of the open stream. A late record of an earlier stream carries the address of
   * the gateway that held that one.
   */
  static boolean isCurrent(Event event, @Nullable Conversation after) {
    String streamSid =
        switch (event) {
          case CallEvent e -> e.streamSid();
          case SpeechEvent e -> e.streamSid();
          case PlaybackEvent e -> e.streamSid();
          case PartialTranscript e -> e.streamSid();
          case FinalTranscript e -> e.streamSid();
          case TranscriptionFailed e -> e.streamSid();
          case AssistantHeard _, ReplyEvent _, TurnEvent _, GatewayCommand _ -> "";
        };
    return after != null && streamSid.equals(after.stream().sid());
  }
}
