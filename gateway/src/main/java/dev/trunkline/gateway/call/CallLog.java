// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.call;

import dev.trunkline.events.CallEvent;
import dev.trunkline.events.GatewayCommand;
import dev.trunkline.events.PlaybackEvent;
import dev.trunkline.events.topic.ReturnAddress;

/**
 * Where everything that happens to calls is written. Called from many threads; a call's events come
 * in the order in which they happened. Must not block for long.
 */
public interface CallLog {

  void call(CallEvent event);

  void playback(PlaybackEvent event);

  /** Tells another gateway. */
  void command(GatewayCommand command, ReturnAddress gateway);

  /**
   * A frame of caller audio; arguments as in {@link dev.trunkline.events.topic.InboundAudio}.
   * {@code ulaw} is empty at the end of the stream and is not changed afterwards.
   */
  void audio(
      String callSid,
      byte[] streamSid,
      long sequence,
      long mediaMs,
      boolean overAssistant,
      byte[] ulaw);
}
