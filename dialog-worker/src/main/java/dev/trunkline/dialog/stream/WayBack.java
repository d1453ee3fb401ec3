package dev.trunkline.dialog.stream;

import dev.trunkline.common.event.CallEvent;
import dev.trunkline.common.event.Event;
import dev.trunkline.common.event.GatewayCommand;
import dev.trunkline.common.event.PlaybackEvent;
import dev.trunkline.common.event.ReplyEvent;
import dev.trunkline.common.event.SpeechEvent;
import dev.trunkline.common.event.TranscriptEvent.AssistantHeard;
import dev.trunkline.common.event.TranscriptEvent.FinalTranscript;
import dev.trunkline.common.event.TranscriptEvent.PartialTranscript;
import dev.trunkline.common.event.TranscriptEvent.TranscriptionFailed;
import dev.trunkline.common.event.TurnEvent;
import dev.trunkline.dialog.conversation.Conversation;
import org.jspecify.annotations.Nullable;

/** Which records carry the return address of the gateway that holds a call. */
final class WayBack {
  private WayBack() {}

  /**
   * Only what comes from the open stream knows the way back to it: a late record of a stream that
   * is gone names the gateway that held that one.
   */
  static boolean isIn(Event event, @Nullable Conversation after) {
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
    return after != null && streamSid.equals(after.streamSid());
  }
}
