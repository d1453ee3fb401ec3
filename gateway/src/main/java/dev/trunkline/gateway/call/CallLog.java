package dev.trunkline.gateway.call;

import dev.trunkline.common.event.CallEvent;
import dev.trunkline.common.event.GatewayCommand;
import dev.trunkline.common.event.PlaybackEvent;
import dev.trunkline.common.topic.ReturnAddress;

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
   * A frame of caller audio; arguments as in {@link dev.trunkline.common.topic.InboundAudio}.
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
