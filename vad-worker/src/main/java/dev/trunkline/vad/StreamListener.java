// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad;

import dev.trunkline.events.SpeechEvent;
import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.SpeechEvent.SpeechPaused;
import dev.trunkline.events.SpeechEvent.SpeechStarted;
import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.events.topic.InboundAudio;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.vad.silero.SileroStream;
import dev.trunkline.vad.turn.TurnAudio;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Listens to one stream: which of its frames count, what is speech in them, and from which offset a
 * successor must read to hear the same.
 *
 * <p><b>Hand-over.</b> While the caller is quiet the hold is the warm-up before now; from the first
 * window that may be speech until the end has been told, it is the warm-up before that window. So a
 * successor reads every utterance whose end has not been told from at least a warm-up before its
 * start, by when its model hears what ours heard, and tells it with the same start. Because other
 * calls of the partition hold offsets too, it may also begin anywhere earlier, in the middle of an
 * utterance long told. What it finds to begin within the <em>first half of the warm-up</em> is such
 * an utterance, for otherwise it would have been given more to read: neither its start nor its end
 * is told (an end is never told without the start). What begins later is told, perhaps for the
 * second time; readers know it by its media time. The other half of the warm-up is the tolerance
 * between two models' ears. A stream read from its first frame has no predecessor: all is told.
 */
final class StreamListener {
  private final TopicPartition partition;
  private final String callSid;
  private final String streamSid;
  private final SileroStream audio;
  private final Detector detector;
  private final @Nullable TurnAudio turnAudio;
  private final FrameOrder order;
  private final FrameOffsets offsets;
  private final long warmup;
  private final long guardTail;
  private final long toldFrom;
  private ReturnAddress returnAddress;
  private boolean told;
  private long openSince = Long.MIN_VALUE;
  private long hold;
  private long guardedUntil = Long.MIN_VALUE;
  private long lastFrameNanos;

  /**
   * @param first the first frame read
   * @param alone true if no other worker can have heard what comes before it
   */
  StreamListener(Switchboard.Delivery first, VadSettings settings, boolean alone) {
    InboundAudio frame = first.frame();
    long position = frame.mediaMs() * MuLaw.PER_MS;
    partition = first.partition();
    callSid = frame.callSid();
    streamSid = frame.streamSid();
    returnAddress = frame.returnAddress();
    lastFrameNanos = first.nanos();
    hold = first.offset();
    guardTail = settings.detector().guard().tailSamples();
    warmup = (long) settings.warmupMs() * MuLaw.PER_MS;
    toldFrom = alone ? Long.MIN_VALUE : position + warmup / 2;
    audio = new SileroStream(settings.reset(), position);
    detector = new Detector(settings.detector());
    order = new FrameOrder(frame.sequence() - 1, settings.gapFillMs());
    turnAudio = settings.judgesTurns() ? new TurnAudio(position) : null;
    offsets = new FrameOffsets((int) warmup + SileroStream.ROOM + 2 * SileroStream.WINDOW);
  }

  /** Where {@code frame} belongs. To be asked once for every frame, the end mark included. */
  FrameOrder.Place place(InboundAudio frame) {
    return order.place(frame.sequence(), frame.mediaMs() * MuLaw.PER_MS, audio.end());
  }

  /** The audio to be appended next is that of {@code delivery}. */
  void expect(Switchboard.Delivery delivery) {
    returnAddress = delivery.frame().returnAddress();
    lastFrameNanos = delivery.nanos();
    offsets.add(audio.end(), delivery.offset());
    if (delivery.frame().overAssistant()) {
      long heardUntil = audio.end() + delivery.frame().ulaw().length;
      guardedUntil = heardUntil + guardTail;
      if (turnAudio != null) {
        turnAudio.assistantHeard(heardUntil);
      }
    }
  }

  /** As {@link SileroStream#append}. */
  int append(byte[] ulaw, int offset) {
    int taken = audio.append(ulaw, offset);
    if (turnAudio != null) {
      turnAudio.append(ulaw, offset, taken);
    }
    return taken;
  }

  /** As {@link SileroStream#appendSilence}. */
  int appendSilence(int count) {
    int taken = audio.appendSilence(count);
    if (turnAudio != null) {
      turnAudio.appendSilence(taken);
    }
    return taken;
  }

  /** The caller's turn up to the end just told; empty if none are judged. */
  byte[] turnEnded() {
    return turnAudio == null
        ? new byte[0]
        : turnAudio.utteranceEnded(detector.start(), audio.nextWindow());
  }

  /** Takes the probability of the window just heard; what is to be told about it. */
  Optional<SpeechEvent> heard(float probability, InstantSource clock) {
    long window = audio.nextWindow() - SileroStream.WINDOW;
    Detector.Change change = detector.accept(probability, window, window < guardedUntil);
    Optional<SpeechEvent> event = tell(change, clock);
    moveHold();
    return event;
  }

  /** No more audio will come; ends speech that is going on. */
  Optional<SpeechEvent> stop(InstantSource clock) {
    return tell(detector.breakOff(), clock);
  }

  private Optional<SpeechEvent> tell(Detector.Change change, InstantSource clock) {
    return switch (change) {
      case NONE -> Optional.empty();
      case STARTED -> {
        told = detector.start() >= toldFrom;
        yield told ? Optional.of(started(clock)) : Optional.empty();
      }
      case PAUSED -> told ? Optional.of(paused(clock)) : Optional.empty();
      case ENDED -> told ? Optional.of(ended(clock)) : Optional.empty();
    };
  }

  private SpeechEvent started(InstantSource clock) {
    return new SpeechStarted(callSid, streamSid, ms(detector.start()), clock.millis());
  }

  private SpeechEvent paused(InstantSource clock) {
    long since = audio.nextWindow() - SileroStream.WINDOW;
    return new SpeechPaused(callSid, streamSid, ms(detector.start()), ms(since), clock.millis());
  }

  private SpeechEvent ended(InstantSource clock) {
    return new SpeechEnded(
        callSid,
        streamSid,
        ms(detector.start()),
        ms(detector.lastSpeech()),
        ms(audio.nextWindow()),
        clock.millis());
  }

  private void moveHold() {
    long now = audio.nextWindow();
    boolean toldBefore = detector.isSpeaking() && !told;
    long open = toldBefore ? now : detector.openSince(now);
    if (open != openSince) {
      openSince = open;
      hold = offsets.from(open - warmup);
    }
    offsets.forgetBefore(now - warmup);
  }

  private static long ms(long samples) {
    return samples / MuLaw.PER_MS;
  }

  SileroStream audio() {
    return audio;
  }

  TopicPartition partition() {
    return partition;
  }

  String callSid() {
    return callSid;
  }

  String streamSid() {
    return streamSid;
  }

  /** Where to send what is told. */
  ReturnAddress returnAddress() {
    return returnAddress;
  }

  /** The offset from which a successor must read. */
  long hold() {
    return hold;
  }

  long lastFrameNanos() {
    return lastFrameNanos;
  }
}
