// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.trunkline.events.CallEvent;
import dev.trunkline.events.Event;
import dev.trunkline.events.GatewayCommand;
import dev.trunkline.events.PlaybackEvent;
import dev.trunkline.events.topic.InboundAudio.Echo;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.gateway.call.CallEventSink;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps the written records in memory; a test must take all of them. */
final class RecordingEventSink implements CallEventSink {
  /** A frame of caller audio. */
  record Frame(String callSid, String streamSid, long sequence, long mediaMs, byte[] ulaw) {}

  /** A command to another gateway. */
  record SentCommand(GatewayCommand command, ReturnAddress gateway) {}

  private final BlockingQueue<CallEvent> calls = new LinkedBlockingQueue<>();
  private final BlockingQueue<PlaybackEvent> playback = new LinkedBlockingQueue<>();
  private final BlockingQueue<SentCommand> commands = new LinkedBlockingQueue<>();
  private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();

  @Override
  public void call(CallEvent event) {
    calls.add(event);
  }

  @Override
  public void playback(PlaybackEvent event) {
    playback.add(event);
  }

  @Override
  public void command(GatewayCommand command, ReturnAddress gateway) {
    commands.add(new SentCommand(command, gateway));
  }

  @Override
  public void audio(
      String callSid,
      byte[] streamSid,
      long sequence,
      long mediaMs,
      boolean overAssistant,
      Echo echo,
      byte[] ulaw) {
    frames.add(new Frame(callSid, new String(streamSid, US_ASCII), sequence, mediaMs, ulaw));
  }

  <E extends Event> E takeCall(Class<E> type) throws InterruptedException {
    return type.cast(take(calls));
  }

  <E extends Event> E takePlayback(Class<E> type) throws InterruptedException {
    return type.cast(take(playback));
  }

  SentCommand takeCommand() throws InterruptedException {
    return take(commands);
  }

  Frame takeFrame() throws InterruptedException {
    return take(frames);
  }

  boolean isEmpty() {
    return calls.isEmpty() && playback.isEmpty() && commands.isEmpty() && frames.isEmpty();
  }

  private static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(10, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no record written within 10 s");
    }
    return next;
  }
}
