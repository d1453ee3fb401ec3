// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.call;

import dev.trunkline.events.CallEvent;
import dev.trunkline.events.GatewayCommand;
import dev.trunkline.events.PlaybackEvent;
import dev.trunkline.events.topic.InboundAudio.Echo;
import dev.trunkline.events.topic.ReturnAddress;

/**
 * Where the gateway writes what happens to calls. Called from many threads; the events of one call
 * are written in the order in which they happened. Must not block for long.
 */
public interface CallEventSink {

  void call(CallEvent event);

  void playback(PlaybackEvent event);

  /** Sends a command to another gateway. */
  void command(GatewayCommand command, ReturnAddress gateway);

  /**
   * Writes a frame of caller audio; arguments as in {@link
   * dev.trunkline.events.topic.InboundAudio}. {@code ulaw} is empty at the end of the stream and is
   * not modified afterwards.
   */
  void audio(
      String callSid,
      byte[] streamSid,
      long sequence,
      long mediaMs,
      boolean overAssistant,
      Echo echo,
      byte[] ulaw);
}
